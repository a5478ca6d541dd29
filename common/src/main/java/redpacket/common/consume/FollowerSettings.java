package redpacket.common.consume;

import java.time.Duration;
import redpacket.common.process.ProcessSettings;

/**
 * How a follower reads its topic.
 *
 * @param group of its own for each place that copies are kept in
 * @param instance names this process in the group, so that it goes on at once after a restart
 * @param pollRecordsMax records handed over at once
 * @param retryWaitMax longest pause after failures in a row
 * @param checkEvery pause between two looks whether the copies are still there
 */
public record FollowerSettings(
        String bootstrapServers,
        String group,
        String instance,
        String topic,
        int pollRecordsMax,
        Duration retryWaitMax,
        Duration checkEvery) {
    public static final long RETRY_MILLIS_FIRST = 100;
    private static final Duration CHECK_EVERY = Duration.ofSeconds(2);

    public FollowerSettings {
        if (pollRecordsMax < 1 || retryWaitMax.toMillis() < RETRY_MILLIS_FIRST || checkEvery.isNegative()) {
            throw new IllegalArgumentException(group + ": poll-records-max is 1 or more, retry-millis-max "
                    + RETRY_MILLIS_FIRST + " or more, and the pause between looks not negative");
        }
    }

    public static FollowerSettings of(
            ProcessSettings process, String group, String topic, int pollRecordsMax, long retryMillisMax) {
        return new FollowerSettings(
                process.kafka().bootstrapServers(),
                group,
                process.instance().name(),
                topic,
                pollRecordsMax,
                Duration.ofMillis(retryMillisMax),
                CHECK_EVERY);
    }

    public FollowerSettings checkingEvery(Duration pause) {
        return new FollowerSettings(bootstrapServers, group, instance, topic, pollRecordsMax, retryWaitMax, pause);
    }
}
