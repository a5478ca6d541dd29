package redpacket.account.credit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the consumers of packet events. Each shard has its own, so that an unavailable shard delays no other.
 *
 * @param pollRecordsMax records taken at once
 * @param fetchWait that Kafka holds a fetch for which it has no record yet
 * @param linger pause after a batch that was not full, so that the next one is larger
 * @param postWithin longest wait for the outcome of a batch; then the batch is tried again
 * @param retryWaitFirst pause after the first failure; it doubles up to retryWaitMax, and there is no last try
 * @param creditFenMax an event of more than this is malformed
 */
@ConfigurationProperties("redpacket.account.credit")
record CreditSettings(
        @DefaultValue("1000") int pollRecordsMax,
        @DefaultValue("500ms") Duration fetchWait,
        @DefaultValue("100ms") Duration linger,
        @DefaultValue("10s") Duration postWithin,
        @DefaultValue("200ms") Duration retryWaitFirst,
        @DefaultValue("10s") Duration retryWaitMax,
        @DefaultValue("100000000000") long creditFenMax) {
    CreditSettings {
        if (pollRecordsMax < 1) {
            throw new IllegalArgumentException("redpacket.account.credit.poll-records-max is positive");
        }
        if (fetchWait.toMillis() < 1 || linger.isNegative()) {
            throw new IllegalArgumentException(
                    "redpacket.account.credit: fetch-wait is 1 ms or more, and linger is not negative");
        }
        if (postWithin.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.account.credit.post-within is 1 ms or more");
        }
        if (retryWaitFirst.toMillis() < 1 || retryWaitMax.compareTo(retryWaitFirst) < 0) {
            throw new IllegalArgumentException(
                    "redpacket.account.credit: retry-wait-first is 1 ms or more, and retry-wait-max no less");
        }
        if (creditFenMax < 1) {
            throw new IllegalArgumentException("redpacket.account.credit.credit-fen-max is positive");
        }
    }
}
