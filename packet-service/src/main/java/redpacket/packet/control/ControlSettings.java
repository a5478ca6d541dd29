package redpacket.packet.control;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the control document is kept.
 *
 * @param refreshMillis between two reads of it
 * @param waitMillis the start waits so long for it; without it every set is open until it is there
 */
@ConfigurationProperties("redpacket.packet.control")
record ControlSettings(
        @DefaultValue("300") long refreshMillis,
        @DefaultValue("10000") long waitMillis) {
    ControlSettings {
        if (refreshMillis < 1 || waitMillis < 0) {
            throw new IllegalArgumentException(
                    "redpacket.packet.control: refresh-millis is 1 or more, wait-millis 0 or more");
        }
    }
}
