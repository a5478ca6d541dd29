package redpacket.notification.share;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of shares.
 *
 * @param recipientsMax of one share
 * @param pendingMax undelivered messages; past it a share is refused with a time to come back
 * @param batchMax messages delivered in one transaction
 * @param idleWait pause between two looks for undelivered messages, unless a share wakes the thread
 * @param failureWaitMax longest pause after failures in a row
 * @param lease the time after a crash of the delivering process until another one takes over
 */
@ConfigurationProperties("redpacket.notify.share")
record ShareSettings(
        @DefaultValue("500") int recipientsMax,
        @DefaultValue("200000") long pendingMax,
        @DefaultValue("200") int batchMax,
        @DefaultValue("500ms") Duration idleWait,
        @DefaultValue("5s") Duration failureWaitMax,
        @DefaultValue("5s") Duration lease) {
    ShareSettings {
        if (recipientsMax < 1 || pendingMax < 1 || batchMax < 1) {
            throw new IllegalArgumentException("redpacket.notify.share: every bound is at least 1");
        }
        if (idleWait.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.notify.share: every time is at least 1 ms");
        }
        if (failureWaitMax.compareTo(idleWait) < 0) {
            throw new IllegalArgumentException("redpacket.notify.share.failure-wait-max is at least idle-wait");
        }
        if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("redpacket.notify.share.lease is a second or more");
        }
    }
}
