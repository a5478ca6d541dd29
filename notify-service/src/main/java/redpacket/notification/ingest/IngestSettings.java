package redpacket.notification.ingest;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the consumers of packet-events.
 *
 * @param consumers threads, at most one a partition; the transactions of all processes number their messages one by one
 * @param pollRecordsMax events in one transaction
 * @param fetchWait for which Kafka holds a fetch without an event
 * @param linger pause after a batch that was not full, so that the next one is larger
 */
@ConfigurationProperties("redpacket.notify.ingest")
record IngestSettings(
        @DefaultValue("1") int consumers,
        @DefaultValue("1000") int pollRecordsMax,
        @DefaultValue("500ms") Duration fetchWait,
        @DefaultValue("200ms") Duration linger,
        @DefaultValue("200ms") Duration retryWaitFirst,
        @DefaultValue("10s") Duration retryWaitMax) {
    IngestSettings {
        if (consumers < 1 || pollRecordsMax < 1) {
            throw new IllegalArgumentException("redpacket.notify.ingest: every bound is at least 1");
        }
        if (fetchWait.toMillis() < 1 || linger.isNegative()) {
            throw new IllegalArgumentException("redpacket.notify.ingest: fetch-wait is 1 ms or more, linger 0 or more");
        }
        if (retryWaitFirst.toMillis() < 1 || retryWaitMax.compareTo(retryWaitFirst) < 0) {
            throw new IllegalArgumentException(
                    "redpacket.notify.ingest: retry-wait-first is 1 ms or more, retry-wait-max at least that");
        }
    }
}
