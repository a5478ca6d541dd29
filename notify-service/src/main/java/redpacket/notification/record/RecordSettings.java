package redpacket.notification.record;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of records.
 *
 * @param progressEvery between two looks at how far the records are
 * @param progressTimeout of such a look
 */
@ConfigurationProperties("redpacket.notify.record")
record RecordSettings(
        @DefaultValue("1s") Duration progressEvery,
        @DefaultValue("2s") Duration progressTimeout) {
    RecordSettings {
        if (progressEvery.toMillis() < 1 || progressTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.notify.record: every time is at least 1 ms");
        }
    }
}
