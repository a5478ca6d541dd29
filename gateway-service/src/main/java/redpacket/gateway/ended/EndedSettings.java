package redpacket.gateway.ended;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of what the edge remembers.
 *
 * @param winnersMax winners of all remembered packets together
 * @param rememberFor a packet is forgotten after this, and learnt anew
 * @param askWithin the owner has this long to name the winners
 */
@ConfigurationProperties("redpacket.gateway.ended")
record EndedSettings(
        @DefaultValue("500000") long winnersMax,
        @DefaultValue("10m") Duration rememberFor,
        @DefaultValue("2s") Duration askWithin) {
    EndedSettings {
        if (winnersMax < 1) {
            throw new IllegalArgumentException("redpacket.gateway.ended.winners-max is at least 1");
        }
    }
}
