package redpacket.packet.profile;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How profiles are copied to Redis and read there.
 *
 * @param readMillis names that take longer are left out
 * @param writeMillis a copy that takes longer is made again
 * @param queueCommandsMax commands on the way to one Redis
 * @param breakerCalls reads that the breaker judges by
 * @param breakerOpenMillis it stays open for
 * @param pollRecordsMax changes copied at once
 * @param retryMillisMax longest pause after failures in a row
 * @param repairMillis between two reads of the changes at notify-service
 * @param repairPagesMax pages of 500 profiles that one such look takes
 * @param refillCheckMillis between two checks that Redis still holds the copies
 */
@ConfigurationProperties("redpacket.packet.profile")
record ProfileSettings(
        @DefaultValue("500") long connectMillis,
        @DefaultValue("30") long readMillis,
        @DefaultValue("1000") long writeMillis,
        @DefaultValue("1000") int queueCommandsMax,
        @DefaultValue("20") int breakerCalls,
        @DefaultValue("1000") long breakerOpenMillis,
        @DefaultValue("500") int pollRecordsMax,
        @DefaultValue("5000") long retryMillisMax,
        @DefaultValue("2000") long refillCheckMillis,
        @DefaultValue("15000") long repairMillis,
        @DefaultValue("20") int repairPagesMax) {
    static final long RETRY_MILLIS_FIRST = 100;

    ProfileSettings {
        if (connectMillis < 1 || readMillis < 1 || writeMillis < 1 || breakerOpenMillis < 1 || refillCheckMillis < 1) {
            throw new IllegalArgumentException("redpacket.packet.profile: every time is 1 or more");
        }
        if (repairMillis < 1 || repairPagesMax < 1) {
            throw new IllegalArgumentException(
                    "redpacket.packet.profile: repair-millis and repair-pages-max are 1 or more");
        }
        if (breakerCalls < 1 || pollRecordsMax < 1 || queueCommandsMax < pollRecordsMax) {
            throw new IllegalArgumentException("redpacket.packet.profile: breaker-calls and poll-records-max are 1 or"
                    + " more, queue-commands-max at least poll-records-max");
        }
        if (retryMillisMax < RETRY_MILLIS_FIRST) {
            throw new IllegalArgumentException(
                    "redpacket.packet.profile.retry-millis-max: " + RETRY_MILLIS_FIRST + " or more");
        }
    }
}
