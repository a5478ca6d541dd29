package redpacket.common.consume;

import java.time.Duration;

/**
 * How a service consumes a topic.
 *
 * @param group that shares the topic's partitions
 * @param instance names this process in the group: after a restart it has its partitions again at once
 * @param consumers threads of this process
 * @param pollRecordsMax records in one batch
 * @param fetchWait that Kafka holds a fetch for which it has no record yet
 * @param retryWaitFirst pause after the first failure of a batch; it doubles up to retryWaitMax without a last try
 */
public record ConsumerSettings(
        String bootstrapServers,
        String group,
        String instance,
        int consumers,
        int pollRecordsMax,
        Duration fetchWait,
        Duration retryWaitFirst,
        Duration retryWaitMax) {
    public ConsumerSettings {
        if (consumers < 1 || pollRecordsMax < 1) {
            throw new IllegalArgumentException(group + ": at least one consumer, and one record at a time");
        }
        if (fetchWait.toMillis() < 1) {
            throw new IllegalArgumentException(group + ": fetch-wait is 1 ms or more");
        }
        if (retryWaitFirst.toMillis() < 1 || retryWaitMax.compareTo(retryWaitFirst) < 0) {
            throw new IllegalArgumentException(
                    group + ": the first pause after a failure is 1 ms or more, and the longest no less");
        }
    }
}
