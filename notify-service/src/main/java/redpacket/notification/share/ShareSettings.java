package redpacket.notification.share;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import redpacket.common.client.CallSettings;

/**
 * Bounds of shares.
 *
 * @param recipientsMax of one share
 * @param pendingMax messages that wait to be delivered; past it a share is refused with a time to come back
 * @param batchMax messages delivered in one transaction
 * @param idleWait pause when nothing waits, unless something comes
 * @param failureWaitMax longest pause after failures in a row
 * @param lease who delivers has no successor for so long after a crash
 * @param connectTimeout to packet-service
 * @param answerTimeout of packet-service
 * @param callsMax to packet-service at once; who finds no room is refused with a time to come back
 */
@ConfigurationProperties("redpacket.notify.share")
record ShareSettings(
        @DefaultValue("500") int recipientsMax,
        @DefaultValue("200000") long pendingMax,
        @DefaultValue("200") int batchMax,
        @DefaultValue("500ms") Duration idleWait,
        @DefaultValue("5s") Duration failureWaitMax,
        @DefaultValue("5s") Duration lease,
        @DefaultValue("300ms") Duration connectTimeout,
        @DefaultValue("1500ms") Duration answerTimeout,
        @DefaultValue("64") int callsMax) {
    ShareSettings {
        if (recipientsMax < 1 || pendingMax < 1 || batchMax < 1 || callsMax < 1) {
            throw new IllegalArgumentException("redpacket.notify.share: every bound is at least 1");
        }
        if (idleWait.toMillis() < 1 || connectTimeout.toMillis() < 1 || answerTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.notify.share: every time is at least 1 ms");
        }
        if (failureWaitMax.compareTo(idleWait) < 0) {
            throw new IllegalArgumentException("redpacket.notify.share.failure-wait-max is at least idle-wait");
        }
        if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("redpacket.notify.share.lease is a second or more");
        }
    }

    CallSettings calls() {
        return CallSettings.of("redpacket.notify.share", connectTimeout.toMillis(), answerTimeout.toMillis(), callsMax);
    }
}
