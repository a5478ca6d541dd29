package redpacket.account.credit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the consumer of packet events.
 *
 * @param consumers threads, at most one a partition
 * @param pollRecordsMax records taken at once, and so in one transaction a shard
 * @param postWithin a batch's outcome is waited for this long, then the batch is tried again
 * @param retryWaitFirst pause after the first failure; it doubles up to retryWaitMax, and there is no last try
 */
@ConfigurationProperties("redpacket.account.credit")
record CreditSettings(
        @DefaultValue("2") int consumers,
        @DefaultValue("1000") int pollRecordsMax,
        @DefaultValue("10s") Duration postWithin,
        @DefaultValue("200ms") Duration retryWaitFirst,
        @DefaultValue("10s") Duration retryWaitMax) {
    CreditSettings {
        if (consumers < 1 || pollRecordsMax < 1) {
            throw new IllegalArgumentException("redpacket.account.credit: consumers and poll-records-max are positive");
        }
    }
}
