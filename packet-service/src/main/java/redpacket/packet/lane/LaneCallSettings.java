package redpacket.packet.lane;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How lanes are asked to close packets.
 *
 * @param instancesTriedMax grab-service instances that are asked for one packet
 * @param responseMillis past it the next instance is asked
 */
@ConfigurationProperties("redpacket.packet.lane")
record LaneCallSettings(
        @DefaultValue("2") int instancesTriedMax,
        @DefaultValue("300") long connectMillis,
        @DefaultValue("2000") long responseMillis) {
    LaneCallSettings {
        if (instancesTriedMax < 1 || connectMillis < 1 || responseMillis < 1) {
            throw new IllegalArgumentException("redpacket.packet.lane: every value is 1 or more");
        }
    }
}
