package redpacket.notification.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the inbox.
 *
 * @param keepFor messages older than this are deleted
 * @param keysKeepFor Idempotency-Keys older than this are deleted
 * @param deleteMax messages, and keys, deleted in one round
 * @param readMax messages marked as read in one transaction
 */
@ConfigurationProperties("redpacket.notify.inbox")
record InboxSettings(
        @DefaultValue("90d") Duration keepFor,
        @DefaultValue("48h") Duration keysKeepFor,
        @DefaultValue("5000") int deleteMax,
        @DefaultValue("1000") int readMax) {
    InboxSettings {
        if (deleteMax < 1 || readMax < 1) {
            throw new IllegalArgumentException("redpacket.notify.inbox: every bound is at least 1");
        }
        if (keepFor.compareTo(Duration.ofDays(1)) < 0 || keysKeepFor.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("redpacket.notify.inbox: keep-for and keys-keep-for are a day or more");
        }
    }
}
