package redpacket.account.funds;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import redpacket.account.shard.Shard;
import redpacket.account.shard.Shards;
import redpacket.common.database.SqlSessions;
import redpacket.common.problem.Problem;
import redpacket.common.process.ProcessSettings;

/**
 * The sums of all money.
 *
 * <p>Each shard is read as of one instant, and its transfers never leave it, so the sums of all shards belong together
 * however far apart they were read. The gap compares, packet by packet, the escrow with the rest that the sets' logs
 * show is left (rule M1).
 */
@Component
class TellFunds {
    private static final Duration TURN_WITHIN = Duration.ofSeconds(1);

    private final Shards shards;
    private final PacketGaps gaps;
    private final ProcessSettings process;
    private final FundsSettings settings;
    private final ReentrantLock comparing = new ReentrantLock();

    TellFunds(Shards shards, PacketBalances balances, ProcessSettings process, FundsSettings settings, Clock clock) {
        this.shards = shards;
        this.gaps = new PacketGaps(
                balances, shards.all().stream().map(SqlEscrow::new).toList(), PacketBalances.PAGE_MAX, clock);
        this.process = process;
        this.settings = settings;
    }

    Funds tell() {
        long wallets = 0;
        long escrow = 0;
        long toppedUp = 0;
        long withdrawn = 0;
        long corrections = 0;
        for (Shard shard : shards.all()) {
            ShardSums sums = ShardSums.read(new SqlSessions(shard.group().primary(), FundsMapper.class), settings);
            wallets = Math.addExact(wallets, sums.walletsFen());
            escrow = Math.addExact(escrow, sums.escrowFen());
            // The outside's entries have the opposite sign of the wallet's.
            toppedUp = Math.subtractExact(toppedUp, sums.toppedUpFen());
            withdrawn = Math.addExact(withdrawn, sums.withdrawnFen());
            corrections = Math.subtractExact(corrections, sums.correctionsFen());
        }
        return new Funds(wallets, escrow, toppedUp, withdrawn, corrections, gapFen());
    }

    /** For one caller at a time; another one waits a little and is then told to come back. */
    long gapFen() {
        try {
            if (!comparing.tryLock(TURN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.unavailable(
                        "UNAVAILABLE", "The funds are being compared for another caller.", TURN_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        try {
            long gap = 0;
            for (ProcessSettings.PacketSet set : process.sets()) {
                gap = Math.addExact(gap, gaps.of(set.id()));
            }
            return gap;
        } finally {
            comparing.unlock();
        }
    }

    /** Wallets, escrow and withdrawals add up to top-ups and corrections. */
    record Funds(
            long walletsFen, long escrowFen, long toppedUpFen, long withdrawnFen, long correctionsFen, long gapFen) {}
}
