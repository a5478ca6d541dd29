package redpacket.account.credit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import redpacket.common.consume.Gathering;

/**
 * Bounds of the consumer of packet events. There is one consumer a shard, so that a shard that is away holds up nobody
 * else's.
 *
 * @param pollRecordsMax records taken at once
 * @param fetchWait that Kafka holds a question for which there is nothing yet
 * @param gatherPercent of the last batch's time, that a consumer rests before it asks again
 * @param gatherMax that it rests at the most
 * @param postWithin a batch's outcome is waited for this long, then the batch is tried again
 * @param retryWaitFirst pause after the first failure; it doubles up to retryWaitMax, and there is no last try
 * @param creditFenMax an event of more than this is malformed
 */
@ConfigurationProperties("redpacket.account.credit")
record CreditSettings(
        @DefaultValue("1000") int pollRecordsMax,
        @DefaultValue("500ms") Duration fetchWait,
        @DefaultValue("500") int gatherPercent,
        @DefaultValue("150ms") Duration gatherMax,
        @DefaultValue("10s") Duration postWithin,
        @DefaultValue("200ms") Duration retryWaitFirst,
        @DefaultValue("10s") Duration retryWaitMax,
        @DefaultValue("100000000000") long creditFenMax) {
    CreditSettings {
        if (pollRecordsMax < 1) {
            throw new IllegalArgumentException("redpacket.account.credit.poll-records-max is positive");
        }
        if (fetchWait.toMillis() < 1 || gatherPercent < 0 || gatherMax.isNegative()) {
            throw new IllegalArgumentException(
                    "redpacket.account.credit: fetch-wait is 1 ms or more, a rest 0 or more");
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

    Gathering gathering() {
        return new Gathering(gatherPercent, gatherMax);
    }
}
