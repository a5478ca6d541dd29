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
                        linger-percent            300      50       -1
                        linger-max                PT0.01S  PT0.01S  -1ms
                        in-flight-per-packet-max  4096     7        0
                        answer-within             PT2.5S   PT1S     0ms
                        stalled-after             PT1S     PT2S     0ms
                        commit-timeout            PT30S    PT3S     0ms
                        tries-max                 5        4        0
                        memory-entries-max        300000   5        0
                        share-fen-max             20000    6        0
                        lock-wait                 PT1S     PT7S     999ms
                        lock-waits-max            2        8        0
                        locked-for                PT3S     PT9S     0ms
                        locked-packets-max        1000     10       0
                        idle-transaction-max      PT4S     PT11S    999ms
                        clock-off-max             PT5S     PT12S    0ms
                        clock-compare-every       PT10S    PT13S    0ms
                        """);
    }

    @TestFactory
    Stream<DynamicTest> setSettings() {
        return SettingsKit.check("redpacket.grab.lane.SetSettings", """
                        open-within           PT5S    PT1S  0ms
                        open-retry-after      PT1S    PT2S  0ms
                        workers-max           8       3     0
                        worker-queue-max      1000    4     0
                        worker-answer-within  PT2.5S  PT5S  0ms
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
                        hello-within     PT2S       PT5S     0ms
                        """);
    }

    @TestFactory
    Stream<DynamicTest> passwordSettings() {
        return SettingsKit.check("redpacket.grab.open.PasswordSettings", """
                        remembered-max  50000  2     0
                        remembered-for  PT10M  PT3M  0ms
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
