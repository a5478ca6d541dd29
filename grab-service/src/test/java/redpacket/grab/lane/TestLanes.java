package redpacket.grab.lane;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketIdCodec;
import redpacket.grab.ended.EndedPackets;
import redpacket.grab.ended.NoEndedPackets;

/** The parts of lanes for tests. */
final class TestLanes {
    static final PacketIdCodec CODEC = new PacketIdCodec(new byte[32]);

    private TestLanes() {}

    /**
     * Defaults without a linger and with time-outs that a slow machine does not reach, but for these keys and values.
     */
    static LaneSettings settings(String... keysAndValues) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("redpacket.grab.lane.linger-max", "0ms");
        properties.put("redpacket.grab.lane.answer-within", "30s");
        properties.put("redpacket.grab.lane.stalled-after", "30s");
        properties.put("redpacket.grab.lane.share-fen-max", "500");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put("redpacket.grab.lane." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("redpacket.grab.lane", LaneSettings.class);
    }

    static OwnerClock clock(Clock clock) {
        return new OwnerClock("test", clock, settings());
    }

    static LaneEvents events(Clock clock, int process) {
        return events(clock, process, new NoEndedPackets());
    }

    static LaneEvents events(Clock clock, int process, EndedPackets endedPackets) {
        return new LaneEvents(CODEC, new NumberGenerator(clock, process), endedPackets, () -> {});
    }
}
