package redpacket.notification.record;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of records.
 *
 * @param progressEvery between two looks at the progress of the records
 * @param progressTimeout of such a look
 * @param zone of the years of statistics
 */
@ConfigurationProperties("redpacket.notify.record")
record RecordSettings(
        @DefaultValue("1s") Duration progressEvery,
        @DefaultValue("2s") Duration progressTimeout,
        @DefaultValue("Asia/Shanghai") ZoneId zone) {
    RecordSettings {
        if (progressEvery.toMillis() < 1 || progressTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.notify.record: every time is at least 1 ms");
        }
    }
}
