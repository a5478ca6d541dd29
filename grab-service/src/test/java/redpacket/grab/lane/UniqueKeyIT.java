package redpacket.grab.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.Migrations;
import redpacket.common.id.SetId;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.TestPackets;
import redpacket.local.server.Credentials;
import redpacket.local.server.MemberServers;
import redpacket.local.server.Sql;
import redpacket.local.server.TestServers;

/**
 * Two owners of the same packets on a real member group. The table's keys keep them apart; where they are dropped, a
 * checker that reads nothing but the log sees the users that were paid twice.
 */
class UniqueKeyIT {
    private static final int USERS = 8;
    private static final int COUNT = 5;
    private static final long TOTAL_FEN = 1_000;
    private static final LaneSettings LANES = TestLanes.settings("batch-requests-max", "16");

    @Test
    void twoOwnersPayNoUserTwiceAndWithoutTheKeysTheCheckerSeesIt() throws SQLException {
        try (TestServers servers = new TestServers()) {
            MemberServers members = servers.memberGroup(TestSet.NAME, TestSet.SCHEMA);
            DatabaseSettings settings = TestSet.settings(members.addresses());
            try (MemberGroup group = MemberGroup.open(settings, new SimpleMeterRegistry());
                    Connection admin = Sql.connect(
                            Objects.requireNonNull(members.primary()).port(),
                            Credentials.ADMIN,
                            TestServers.credentials().adminPassword())) {
                Migrations.run(group, settings, "db/set");
                play(group, admin, 1);
                assertThat(foundInLog(admin)).isEmpty();
                Sql.run(
                        admin,
                        "ALTER TABLE packets.packet_log DROP FOREIGN KEY packet_log_no_gap, DROP PRIMARY KEY,"
                                + " DROP KEY packet_log_one_share_a_user");
                play(group, admin, 2);
                assertThat(foundInLog(admin))
                        .isNotEmpty()
                        .allMatch(found -> found.contains(" of packet 2"))
                        .anyMatch(found -> found.startsWith("paid twice"))
                        .anyMatch(found -> found.startsWith("more than the total"));
            }
        }
    }

    /** Each user asks both owners. An owner knows only what it wrote itself and what it was refused. */
    private static void play(MemberGroup group, Connection admin, long number) throws SQLException {
        Sql.run(
                admin,
                "INSERT INTO packets.packets (packet_id, sender_id, kind, state, total_fen, share_count, audience_kind,"
                        + " idempotency_key, request_hash, trace_id, created_at, expires_at) VALUES (" + number
                        + ", 900, 'LUCKY', 'ACTIVE', " + TOTAL_FEN + ", " + COUNT + ", 'LINK', 'k', 'h', '',"
                        + " UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL 1 DAY)",
                "INSERT INTO packets.open_packets (packet_id, expires_at) VALUES (" + number
                        + ", UTC_TIMESTAMP(3) + INTERVAL 1 DAY)");
        Lane[] owners = {lane(group, 1, number), lane(group, 2, number + 100)};
        try {
            for (long user = 1; user <= USERS; user++) {
                for (Lane owner : owners) {
                    var open = new LaneRequest.Open(
                            TestPackets.packet(number),
                            user,
                            true,
                            null,
                            "",
                            System.nanoTime() + Duration.ofSeconds(20).toNanos(),
                            nanos -> {});
                    assertThat(owner.offer(open)).isTrue();
                    assertThat(open.answer().orTimeout(20, TimeUnit.SECONDS).join())
                            .isInstanceOfAny(OpenOutcome.Opened.class, OpenOutcome.Empty.class);
                }
            }
        } finally {
            for (Lane owner : owners) {
                owner.close();
            }
        }
    }

    /** I2 and I3 as the log tells them. */
    private static List<String> foundInLog(Connection admin) throws SQLException {
        List<String> found = new ArrayList<>(TestSet.column(
                admin,
                "SELECT CONCAT('paid twice: user ', user_id, ' of packet ', packet_id) AS found FROM packets.packet_log"
                        + " GROUP BY packet_id, user_id HAVING COUNT(*) > 1",
                "found"));
        found.addAll(TestSet.column(
                admin,
                "SELECT CONCAT('more than the total: ', SUM(l.amount_fen), ' fen of packet ', l.packet_id) AS found"
                        + " FROM packets.packet_log l JOIN packets.packets p ON p.packet_id = l.packet_id"
                        + " GROUP BY l.packet_id, p.total_fen HAVING SUM(l.amount_fen) > p.total_fen",
                "found"));
        return found;
    }

    private static Lane lane(MemberGroup group, int number, long seed) {
        Clock clock = Clock.systemUTC();
        return new Lane(
                        "test-" + number,
                        LANES,
                        new MyBatisLaneStore(
                                new SetId(1), group, LANES, "grab-" + number, number, MyBatisLaneStore.sessions(group)),
                        new PacketMemories(LANES.memoryEntriesMax()),
                        TestLanes.events(clock, Math.toIntExact(seed)),
                        new LaneMeters("test", new SimpleMeterRegistry()),
                        TestLanes.clock(clock),
                        new Random(seed))
                .start();
    }
}
