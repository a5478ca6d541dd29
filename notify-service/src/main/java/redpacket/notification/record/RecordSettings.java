package redpacket.notification.record;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of records.
 *
 * @param consumers threads, at most one a partition
 * @param pollRecordsMax events taken at once, and so in one transaction
 * @param progressEvery between two looks at how far the records are
 * @param progressTimeout of such a look
 */
@ConfigurationProperties("redpacket.notify.record")
record RecordSettings(
        @DefaultValue("2") int consumers,
        @DefaultValue("500") int pollRecordsMax,
        @DefaultValue("200ms") Duration retryWaitFirst,
        @DefaultValue("10s") Duration retryWaitMax,
        @DefaultValue("1s") Duration progressEvery,
        @DefaultValue("2s") Duration progressTimeout) {
    RecordSettings {
        if (consumers < 1 || pollRecordsMax < 1) {
            throw new IllegalArgumentException("redpacket.notify.record: every bound is at least 1");
        }
        if (retryWaitFirst.toMillis() < 1 || progressEvery.toMillis() < 1 || progressTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.notify.record: every time is at least 1 ms");
        }
        if (retryWaitMax.compareTo(retryWaitFirst) < 0) {
            throw new IllegalArgumentException("redpacket.notify.record.retry-wait-max is at least retry-wait-first");
        }
    }
}
