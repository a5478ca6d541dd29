package redpacket.packet.lane;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import redpacket.common.client.CallSettings;

/**
 * How the owners of lanes are called to close packets.
 *
 * @param instancesTriedMax grab-service instances that are called for one packet
 * @param responseMillis after this the next instance is called
 * @param callsMax calls in flight to one instance
 */
@ConfigurationProperties("redpacket.packet.lane")
record LaneCallSettings(
        @DefaultValue("2") int instancesTriedMax,
        @DefaultValue("300") long connectMillis,
        @DefaultValue("2000") long responseMillis,
        @DefaultValue("256") int callsMax) {
    private static final String KEY = "redpacket.packet.lane";

    LaneCallSettings {
        if (instancesTriedMax < 1) {
            throw new IllegalArgumentException(KEY + ".instances-tried-max is 1 or more");
        }
        CallSettings.of(KEY, connectMillis, responseMillis, callsMax);
    }

    CallSettings calls() {
        return CallSettings.of(KEY, connectMillis, responseMillis, callsMax);
    }
}
