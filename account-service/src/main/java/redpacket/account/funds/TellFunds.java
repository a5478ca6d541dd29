package redpacket.account.funds;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import redpacket.account.shard.Shard;
import redpacket.account.shard.Shards;
import redpacket.common.database.SqlSessions;
import redpacket.common.process.ProcessSettings;

/**
 * Where all the money is.
 *
 * <p>Each shard is read as of one instant, and its transfers never leave it, so the sums of all shards belong together
 * however far apart they were read. The gap compares, packet by packet, what escrow holds with what the sets' logs say
 * is left (rule M1).
 */
@Component
class TellFunds {
    private final Shards shards;
    private final PacketBalances balances;
    private final ProcessSettings process;

    TellFunds(Shards shards, PacketBalances balances, ProcessSettings process) {
        this.shards = shards;
        this.balances = balances;
        this.process = process;
    }

    Funds tell() {
        long wallets = 0;
        long escrow = 0;
        long toppedUp = 0;
        long withdrawn = 0;
        for (Shard shard : shards.all()) {
            ShardSums sums = sums(shard);
            wallets = Math.addExact(wallets, sums.walletsFen());
            escrow = Math.addExact(escrow, sums.escrowFen());
            // The outside's entries have the opposite sign of the wallet's.
            toppedUp = Math.subtractExact(toppedUp, sums.toppedUpFen());
            withdrawn = Math.addExact(withdrawn, sums.withdrawnFen());
        }
        long gap = 0;
        for (ProcessSettings.PacketSet set : process.sets()) {
            gap = Math.addExact(gap, gapOf(set.id()));
        }
        return new Funds(wallets, escrow, toppedUp, withdrawn, gap);
    }

    private static ShardSums sums(Shard shard) {
        return new SqlSessions(shard.group().primary(), FundsMapper.class).readSnapshot(session -> {
            FundsMapper mapper = session.getMapper(FundsMapper.class);
            return new ShardSums(
                    mapper.walletsFen(),
                    mapper.accountFen("ESCROW"),
                    mapper.accountFen("TOPPED_UP"),
                    mapper.accountFen("WITHDRAWN"));
        });
    }

    private long gapOf(int set) {
        List<Ascending<FundsMapper.PacketFen>> ledgers = new ArrayList<>();
        for (Shard shard : shards.all()) {
            SqlSessions sessions = new SqlSessions(shard.group().primary(), FundsMapper.class);
            ledgers.add(new Ascending<>(
                    after -> sessions.read(session ->
                            session.getMapper(FundsMapper.class).escrowByPacket(set, after, PacketBalances.PAGE_MAX)),
                    FundsMapper.PacketFen::packetNumber));
        }
        Ascending<PacketBalances.PacketLeft> sets =
                new Ascending<>(after -> balances.page(set, after), PacketBalances.PacketLeft::packetNumber);
        long gap = 0;
        while (true) {
            long number = sets.nextNumber();
            for (Ascending<FundsMapper.PacketFen> ledger : ledgers) {
                number = Math.min(number, ledger.nextNumber());
            }
            if (number == Long.MAX_VALUE) {
                return gap;
            }
            long held = 0;
            for (Ascending<FundsMapper.PacketFen> ledger : ledgers) {
                FundsMapper.PacketFen fen = ledger.takeIf(number);
                held = Math.addExact(held, fen == null ? 0 : fen.fen());
            }
            gap = Math.addExact(gap, Math.abs(held - leftOf(sets.takeIf(number), held)));
        }
    }

    private static long leftOf(PacketBalances.@org.jspecify.annotations.Nullable PacketLeft packet, long held) {
        if (packet == null) {
            return 0;
        }
        return switch (packet.state()) {
            // Charged or not yet: a send in the middle of its way owes nothing, or all of it.
            case "ORDERED" -> held == 0 ? 0 : packet.totalFen();
            case "CANCELLED" -> 0;
            default -> packet.leftFen();
        };
    }

    private record ShardSums(long walletsFen, long escrowFen, long toppedUpFen, long withdrawnFen) {}

    record Funds(long walletsFen, long escrowFen, long toppedUpFen, long withdrawnFen, long gapFen) {}
}
