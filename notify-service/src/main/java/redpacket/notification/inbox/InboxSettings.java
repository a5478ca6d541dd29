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
 * @param keysKeepFor Idempotency-Keys older than this are deleted
 * @param deleteMax messages, and keys, deleted in one round
 */
@ConfigurationProperties("redpacket.notify.inbox")
record InboxSettings(
        @DefaultValue("2") int consumers,
        @DefaultValue("500") int pollRecordsMax,
        @DefaultValue("200ms") Duration retryWaitFirst,
        @DefaultValue("10s") Duration retryWaitMax,
        @DefaultValue("90d") Duration keepFor,
        @DefaultValue("48h") Duration keysKeepFor,
        @DefaultValue("5000") int deleteMax) {
    InboxSettings {
        if (consumers < 1 || pollRecordsMax < 1 || deleteMax < 1) {
            throw new IllegalArgumentException("redpacket.notify.inbox: every bound is at least 1");
        }
        if (retryWaitFirst.toMillis() < 1 || retryWaitMax.compareTo(retryWaitFirst) < 0) {
            throw new IllegalArgumentException(
                    "redpacket.notify.inbox: retry-wait-first is 1 ms or more, retry-wait-max at least that");
        }
        if (keepFor.compareTo(Duration.ofDays(1)) < 0 || keysKeepFor.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("redpacket.notify.inbox: keep-for and keys-keep-for are a day or more");
        }
    }
}
