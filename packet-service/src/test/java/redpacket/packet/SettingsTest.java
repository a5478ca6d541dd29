package redpacket.packet;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import redpacket.common.settings.SettingsKit;

/** Each line: a key, its default, another value, and the values that are rejected. */
class SettingsTest {
    @TestFactory
    Stream<DynamicTest> sendSettings() {
        return SettingsKit.check("redpacket.packet.send.SendSettings", """
                        share-url-base                   https://localhost:8443/p/  https://x.test/
                        count-max                        500                        400              0 501
                        share-fen-max                    20000                      10000            0
                        greeting-characters-max          60                         50               -1 241
                        password-characters-max          32                         30               0
                        audience-users-max               500                        400              0
                        expires-seconds-default          86400                      7200
                        expires-seconds-min              60                         30               0 86401
                        expires-seconds-max              259200                     14400            86399
                        retry-after-millis               500                        250              0
                        switched-off-retry-after-millis  10000                      9000             0
                        """);
    }

    @TestFactory
    Stream<DynamicTest> chargeSettings() {
        return SettingsKit.check("redpacket.packet.send.ChargeSettings", """
                        connect-millis    300   1  0
                        response-millis   2000  2  0
                        calls-max         128   3  0
                        call-wait-millis  200   4  -1
                        """);
    }

    @TestFactory
    Stream<DynamicTest> auditSettings() {
        return SettingsKit.check("redpacket.packet.audit.AuditSettings", """
                        keep-for  PT87600H  PT24H  0ms
                        """);
    }

    @TestFactory
    Stream<DynamicTest> sweepSettings() {
        return SettingsKit.check("redpacket.packet.send.SweepSettings", """
                        after-millis    3000  1  0
                        orders-max      64    2  0
                        concurrent-max  8     3  0
                        """);
    }

    @TestFactory
    Stream<DynamicTest> expireSettings() {
        return SettingsKit.check("redpacket.packet.expire.ExpireSettings", """
                        packets-max     200  1  0
                        concurrent-max  16   2
                        """);
    }

    @TestFactory
    Stream<DynamicTest> laneCallSettings() {
        return SettingsKit.check("redpacket.packet.lane.LaneCallSettings", """
                        instances-tried-max  2     1
                        connect-millis       300   2
                        response-millis      2000  3  0
                        calls-max            256   4
                        """);
    }

    @TestFactory
    Stream<DynamicTest> campaignSettings() {
        return SettingsKit.check("redpacket.packet.campaign.CampaignSettings", """
                        name-characters-max       60        30
                        prizes-max                50000     400    0
                        packets-max               2000      40
                        share-fen-max             20000     100
                        shares-max                500       50     501
                        claim-seconds-default     86400     7200
                        claim-seconds-min         60        30     86401
                        claim-seconds-max         2592000   14400
                        window-seconds-max        2678400   3600
                        starts-ahead-seconds-max  31622400  7200
                        per-user-cap-max          1000      10
                        retry-after-millis        1000      20
                        connect-millis            300       25
                        response-millis           5000      30
                        calls-max                 8         4
                        """);
    }

    @TestFactory
    Stream<DynamicTest> settleSettings() {
        return SettingsKit.check("redpacket.packet.campaign.SettleSettings", """
                        idle-millis     500   1     0
                        after-millis    3000  3000
                        packets-max     200   3
                        concurrent-max  16    4
                        """);
    }

    @TestFactory
    Stream<DynamicTest> allocateSettings() {
        return SettingsKit.check("redpacket.packet.allocate.AllocateSettings", """
                        lease-millis        6000  1000  999
                        lead-millis         2000  2
                        batch-prizes-max    500   3     0
                        held-prizes-max     2000  4
                        grant-after-millis  2000  5
                        grants-max          500   6
                        """);
    }

    @TestFactory
    Stream<DynamicTest> controlSettings() {
        return SettingsKit.check("redpacket.packet.control.ControlSettings", """
                        refresh-millis  300  1  0
                        """);
    }

    @TestFactory
    Stream<DynamicTest> profileSettings() {
        return SettingsKit.check("redpacket.packet.profile.ProfileSettings", """
                        connect-millis       500    1
                        read-millis          30     2    0
                        write-millis         1000   3
                        queue-commands-max   1000   90   499
                        breaker-calls        20     5
                        breaker-open-millis  1000   6
                        poll-records-max     500    7
                        retry-millis-max     5000   800  99
                        refill-check-millis  2000   9
                        repair-millis        15000  10
                        repair-pages-max     20     11   0
                        """);
    }

    @TestFactory
    Stream<DynamicTest> peopleSettings() {
        return SettingsKit.check("redpacket.packet.people.PeopleSettings", """
                        connect-millis   200  1
                        response-millis  300  2  0
                        calls-max        64   3
                        """);
    }

    @TestFactory
    Stream<DynamicTest> groupSettings() {
        return SettingsKit.check("redpacket.packet.group.GroupSettings", """
                        poll-records-max  100   1    0
                        retry-millis-max  5000  200  99
                        """);
    }

    @TestFactory
    Stream<DynamicTest> refundSettings() {
        return SettingsKit.check("redpacket.packet.refund.RefundSettings", """
                        poll-records-max  500   1    0
                        retry-millis-max  5000  200  99
                        """);
    }

    @TestFactory
    Stream<DynamicTest> leaseSettings() {
        return SettingsKit.check("redpacket.packet.set.LeaseSettings", """
                        lease-millis        4000  5000  999
                        idle-millis         250   2
                        failure-millis-max  2000  3     249
                        """);
    }

    @TestFactory
    Stream<DynamicTest> openingSettings() {
        return SettingsKit.check("redpacket.packet.set.OpeningSettings", """
                        wait-millis  20000  1  -1
                        """);
    }
}
