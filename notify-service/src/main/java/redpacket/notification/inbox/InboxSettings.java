package redpacket.notification.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the inbox.
 *
 * @param consumers threads, at most one a partition
 * @param pollRecordsMax records taken at once, and so in one transaction
 * @param keepFor messages older than this are deleted
 * @param deleteMax messages deleted in one round
 */
@ConfigurationProperties("redpacket.notify.inbox")
record InboxSettings(
        @DefaultValue("2") int consumers,
        @DefaultValue("500") int pollRecordsMax,
        @DefaultValue("200ms") Duration retryWaitFirst,
        @DefaultValue("10s") Duration retryWaitMax,
        @DefaultValue("90d") Duration keepFor,
        @DefaultValue("5000") int deleteMax) {
    InboxSettings {
        if (consumers < 1 || pollRecordsMax < 1 || deleteMax < 1) {
            throw new IllegalArgumentException("redpacket.notify.inbox: every bound is at least 1");
        }
        if (keepFor.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("redpacket.notify.inbox.keep-for is a day or more");
        }
    }
}
