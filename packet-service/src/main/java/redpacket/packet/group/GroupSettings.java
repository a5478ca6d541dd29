package redpacket.packet.group;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How groups are copied.
 *
 * @param pollRecordsMax changes copied at once
 * @param retryMillisMax longest pause after failures in a row
 */
@ConfigurationProperties("redpacket.packet.group")
record GroupSettings(
        @DefaultValue("100") int pollRecordsMax,
        @DefaultValue("5000") long retryMillisMax) {
    static final long RETRY_MILLIS_FIRST = 100;

    GroupSettings {
        if (pollRecordsMax < 1) {
            throw new IllegalArgumentException("redpacket.packet.group.poll-records-max: 1 or more");
        }
        if (retryMillisMax < RETRY_MILLIS_FIRST) {
            throw new IllegalArgumentException(
                    "redpacket.packet.group.retry-millis-max: " + RETRY_MILLIS_FIRST + " or more");
        }
    }
}
