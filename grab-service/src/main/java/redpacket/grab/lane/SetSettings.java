package redpacket.grab.lane;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of each packet set in this process.
 *
 * @param openWithin a start waits this long for the sets to open, then serves those that have
 * @param openRetryAfter between two attempts to open a set
 * @param workersMax blocking queries and password hashes at once; fewer than the connections of the pool
 * @param workerQueueMax work that waits for a worker; one more is refused with 503
 * @param workerAnswerWithin a caller waits this long for a worker's result
 */
@ConfigurationProperties("redpacket.grab.set")
record SetSettings(
        @DefaultValue("5s") Duration openWithin,
        @DefaultValue("1s") Duration openRetryAfter,
        @DefaultValue("8") int workersMax,
        @DefaultValue("1000") int workerQueueMax,
        @DefaultValue("2500ms") Duration workerAnswerWithin) {
    public SetSettings {
        if (openWithin.toMillis() < 1 || openRetryAfter.toMillis() < 1 || workerAnswerWithin.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.grab.set: a wait is 1 ms or more");
        }
        if (workersMax < 1 || workerQueueMax < 1) {
            throw new IllegalArgumentException("redpacket.grab.set: every bound is at least 1");
        }
    }
}
