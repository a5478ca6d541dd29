package redpacket.packet.expire;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How packets whose time has passed are closed.
 *
 * @param packetsMax packets a round
 * @param concurrentMax of them at once, on one set
 */
@ConfigurationProperties("redpacket.packet.expire")
record ExpireSettings(
        @DefaultValue("200") int packetsMax,
        @DefaultValue("16") int concurrentMax) {
    ExpireSettings {
        if (packetsMax < 1 || concurrentMax < 1) {
            throw new IllegalArgumentException("redpacket.packet.expire: every value is 1 or more");
        }
    }
}
