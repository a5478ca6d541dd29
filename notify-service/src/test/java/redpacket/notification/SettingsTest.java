package redpacket.notification;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import redpacket.common.settings.SettingsKit;

/** Each line: a key, its default, another value, and the values that are rejected. */
class SettingsTest {
    @TestFactory
    Stream<DynamicTest> inboxSettings() {
        return SettingsKit.check("redpacket.notification.inbox.InboxSettings", """
                        keep-for       PT2160H  PT24H  23h
                        keys-keep-for  PT48H    PT25H  23h
                        delete-max     5000     50     0
                        read-max       1000     60     0
                        """);
    }

    @TestFactory
    Stream<DynamicTest> ingestSettings() {
        return SettingsKit.check("redpacket.notification.ingest.IngestSettings", """
                        consumers         1       3       0
                        poll-records-max  1000    400     0
                        fetch-wait        PT0.5S  PT0.4S  0ms
                        linger            PT0.2S  PT0.1S  -1ms
                        retry-wait-first  PT0.2S  PT0.3S
                        retry-wait-max    PT10S   PT11S   100ms
                        """);
    }

    @TestFactory
    Stream<DynamicTest> groupSettings() {
        return SettingsKit.check("redpacket.notification.group.GroupSettings", """
                        members-max          500    400  501 0
                        name-characters-max  60     50   61
                        groups-max           500    7
                        list-members-max     10000  8    0
                        """);
    }

    @TestFactory
    Stream<DynamicTest> shareSettings() {
        return SettingsKit.check("redpacket.notification.share.ShareSettings", """
                        recipients-max    500     1
                        pending-max       200000  2
                        batch-max         200     3       0
                        idle-wait         PT0.5S  PT0.4S  0ms
                        failure-wait-max  PT5S    PT4S    100ms
                        lease             PT5S    PT3S    999ms
                        """);
    }

    @TestFactory
    Stream<DynamicTest> packetCallSettings() {
        return SettingsKit.check("redpacket.notification.packet.PacketCallSettings", """
                        connect-timeout  PT0.3S  PT0.2S  0ms
                        answer-timeout   PT1.5S  PT1S    0ms
                        calls-max        64      9       0
                        """);
    }

    @TestFactory
    Stream<DynamicTest> recordSettings() {
        return SettingsKit.check("redpacket.notification.record.RecordSettings", """
                        progress-every    PT1S           PT7S          0ms
                        progress-timeout  PT2S           PT8S          0ms
                        zone              Asia/Shanghai  Europe/Paris
                        """);
    }

    @TestFactory
    Stream<DynamicTest> streamSettings() {
        return SettingsKit.check("redpacket.notification.stream.StreamSettings", """
                        streams-max      2500   1     0
                        per-user-max     5      2
                        heartbeat-every  PT15S  PT3S  0ms
                        poll-every       PT1S   PT4S
                        poll-users-max   500    5
                        reads-at-once    5      6     0
                        joins-at-once    200    7     0
                        read-timeout     PT3S   PT8S  0ms
                        batch-max        50     9
                        bye-retry        PT5S   PT10S  0ms
                        """);
    }
}
