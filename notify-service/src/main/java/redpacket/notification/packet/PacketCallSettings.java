package redpacket.notification.packet;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import redpacket.common.client.CallSettings;

/**
 * Bounds of calls to packet-service.
 *
 * @param connectTimeout of a connection
 * @param answerTimeout of an answer
 * @param callsMax concurrent calls; one more is not made
 */
@ConfigurationProperties("redpacket.notify.packet")
record PacketCallSettings(
        @DefaultValue("300ms") Duration connectTimeout,
        @DefaultValue("1500ms") Duration answerTimeout,
        @DefaultValue("64") int callsMax) {
    PacketCallSettings {
        if (callsMax < 1) {
            throw new IllegalArgumentException("redpacket.notify.packet: every bound is at least 1");
        }
        if (connectTimeout.toMillis() < 1 || answerTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.notify.packet: every time is at least 1 ms");
        }
    }

    CallSettings calls() {
        return CallSettings.of(
                "redpacket.notify.packet", connectTimeout.toMillis(), answerTimeout.toMillis(), callsMax);
    }
}
