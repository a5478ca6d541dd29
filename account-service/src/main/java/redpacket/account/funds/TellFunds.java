package redpacket.account.funds;

import java.time.Clock;
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
    private final PacketGaps gaps;
    private final ProcessSettings process;

    TellFunds(Shards shards, PacketBalances balances, ProcessSettings process, Clock clock) {
        this.shards = shards;
        this.gaps = new PacketGaps(
                balances::page, shards.all().stream().map(SqlEscrow::new).toList(), PacketBalances.PAGE_MAX, clock);
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
            gap = Math.addExact(gap, gaps.of(set.id()));
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

    private record ShardSums(long walletsFen, long escrowFen, long toppedUpFen, long withdrawnFen) {}

    record Funds(long walletsFen, long escrowFen, long toppedUpFen, long withdrawnFen, long gapFen) {}
}
