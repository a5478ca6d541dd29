package redpacket.account.funds;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of adding up the money. One statement reads a bounded piece, whatever the size of the ledger.
 *
 * @param watchEvery pause between two readings of the gap for its metric
 * @param walletsPerRead wallets added up by one statement
 * @param entriesPerRead entries added up by one statement
 * @param checkpointEvery pause between two rounds of checkpoints
 * @param checkpointsPerRound transactions that move one shard's checkpoints in a round
 */
@ConfigurationProperties("redpacket.account.funds")
record FundsSettings(
        @DefaultValue("15s") Duration watchEvery,
        @DefaultValue("50000") int walletsPerRead,
        @DefaultValue("100000") int entriesPerRead,
        @DefaultValue("10s") Duration checkpointEvery,
        @DefaultValue("20") int checkpointsPerRound) {
    FundsSettings {
        if (watchEvery.toMillis() < 1 || checkpointEvery.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.account.funds: every pause is 1 ms or more");
        }
        if (walletsPerRead < 1 || entriesPerRead < 1 || checkpointsPerRound < 1) {
            throw new IllegalArgumentException("redpacket.account.funds: every amount is positive");
        }
    }
}
