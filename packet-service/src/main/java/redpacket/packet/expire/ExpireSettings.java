package redpacket.packet.expire;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of expiry.
 *
 * @param batchMax packets closed in one round of a set
 * @param closeWithin a lane has this long to close a packet; one that does not is asked again in a later round
 */
@ConfigurationProperties("redpacket.packet.expire")
record ExpireSettings(
        @DefaultValue("200") int batchMax,
        @DefaultValue("2s") Duration closeWithin) {
    ExpireSettings {
        if (batchMax < 1) {
            throw new IllegalArgumentException("redpacket.packet.expire.batch-max is at least 1");
        }
    }
}
