package redpacket.common.consume;

import java.time.Duration;

/**
 * How a service consumes a topic.
 *
 * @param instance names this process in the group, so that one that comes back gets its partitions back at once
 * @param retryWaitFirst pause after the first failure of a batch; it doubles up to retryWaitMax without a last try
 */
public record ConsumerSettings(
        String bootstrapServers,
        String group,
        String instance,
        int consumers,
        int pollRecordsMax,
        Duration retryWaitFirst,
        Duration retryWaitMax) {}
