package redpacket.packet.control;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the control document is kept.
 *
 * @param refreshMillis between two reads of it
 */
@ConfigurationProperties("redpacket.packet.control")
record ControlSettings(@DefaultValue("300") long refreshMillis) {
    ControlSettings {
        if (refreshMillis < 1) {
            throw new IllegalArgumentException("redpacket.packet.control.refresh-millis: 1 or more");
        }
    }
}
