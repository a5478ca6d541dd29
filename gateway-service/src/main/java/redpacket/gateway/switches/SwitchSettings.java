package redpacket.gateway.switches;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The refusal of a part that is turned off.
 *
 * @param comeBackMillis the time until a client may repeat its request; jitter is added
 */
@ConfigurationProperties("redpacket.gateway.switches")
record SwitchSettings(@DefaultValue("10000") int comeBackMillis) {
    public SwitchSettings {
        if (comeBackMillis < 1) {
            throw new IllegalArgumentException("redpacket.gateway.switches.come-back-millis: at least 1");
        }
    }
}
