package redpacket.grab;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import redpacket.common.settings.SettingsKit;

/** Each line: a key, its default, another value, and the values that are rejected. */
class SettingsTest {
    @TestFactory
    Stream<DynamicTest> laneSettings() {
        return SettingsKit.check("redpacket.grab.lane.LaneSettings", """
                        lanes-per-set             1        1        0 65
                        queue-requests-max        4096     9        255
                        batch-requests-max        512      8        0
                        gather-percent            300      50       -1
                        gather-max                PT0.01S  PT0.01S  -1ms
                        in-flight-per-packet-max  4096     7        0
                        answer-within             PT2.5S   PT1S     0ms
                        stalled-after             PT1S     PT2S     0ms
                        commit-timeout            PT30S    PT3S     0ms
                        tries-max                 5        4        0
                        memory-entries-max        300000   5        0
                        share-fen-max             20000    6        0
                        """);
    }

    @TestFactory
    Stream<DynamicTest> ownerRpcSettings() {
        return SettingsKit.check("redpacket.grab.open.OwnerRpcSettings", """
                        host             127.0.0.1  0.0.0.0
                        port             0          1        -1 65536
                        connections-max  64         2        0
                        calls-max        4096       3        0
                        threads          2          4        0
                        """);
    }

    @TestFactory
    Stream<DynamicTest> redisSettings() {
        return SettingsKit.check("redpacket.grab.ended.RedisSettings", """
                        answer-within       PT0.03S  PT0.01S  0ms
                        connect-within      PT0.5S   PT0.2S   0ms
                        queue-commands-max  2000     3        0
                        keep-for            PT1H     PT4M     0ms
                        """);
    }
}
