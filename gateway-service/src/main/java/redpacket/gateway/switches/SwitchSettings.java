package redpacket.gateway.switches;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What clients hear of parts that are turned off.
 *
 * @param comeBackMillis after which a client may ask again; jitter is added
 */
@ConfigurationProperties("redpacket.gateway.switches")
record SwitchSettings(@DefaultValue("10000") int comeBackMillis) {
    public SwitchSettings {
        if (comeBackMillis < 1) {
            throw new IllegalArgumentException("redpacket.gateway.switches.come-back-millis: at least 1");
        }
    }
}
