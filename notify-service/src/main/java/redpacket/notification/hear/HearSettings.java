package redpacket.notification.hear;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of hearing what happens to packets.
 *
 * @param consumers threads, at most one a partition; those of all processes take turns at the numbers of messages
 * @param pollRecordsMax events taken at once, and so in one transaction
 * @param fetchWait that Kafka holds a question for which there is nothing yet
 * @param linger pause after a batch that was not full, so that the next one is larger
 */
@ConfigurationProperties("redpacket.notify.hear")
record HearSettings(
        @DefaultValue("1") int consumers,
        @DefaultValue("1000") int pollRecordsMax,
        @DefaultValue("500ms") Duration fetchWait,
        @DefaultValue("200ms") Duration linger,
        @DefaultValue("200ms") Duration retryWaitFirst,
        @DefaultValue("10s") Duration retryWaitMax) {
    HearSettings {
        if (consumers < 1 || pollRecordsMax < 1) {
            throw new IllegalArgumentException("redpacket.notify.hear: every bound is at least 1");
        }
        if (fetchWait.toMillis() < 1 || linger.isNegative()) {
            throw new IllegalArgumentException("redpacket.notify.hear: fetch-wait is 1 ms or more, linger 0 or more");
        }
        if (retryWaitFirst.toMillis() < 1 || retryWaitMax.compareTo(retryWaitFirst) < 0) {
            throw new IllegalArgumentException(
                    "redpacket.notify.hear: retry-wait-first is 1 ms or more, retry-wait-max at least that");
        }
    }
}
