package redpacket.grab.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.Migrations;
import redpacket.common.id.SetId;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.TestPackets;
import redpacket.local.server.Credentials;
import redpacket.local.server.MemberServers;
import redpacket.local.server.Sql;
import redpacket.local.server.TestServers;

/**
 * Rows of one packet are locked on a real member group: other packets of the set go on, and the locks end by
 * themselves.
 */
class LockedRowsIT {
    private static final int PACKETS = 30;
    private static final long LOCKED = 7;
    private static final long FROZEN = 8;
    private static final LaneSettings LANES = TestLanes.settings("locked-for", "500ms", "idle-transaction-max", "2s");

    @Test
    void othersOfTheSetGoOnAndAFrozenOwnersLocksEnd() throws Exception {
        try (TestServers servers = new TestServers()) {
            MemberServers members = servers.memberGroup(TestSet.NAME, TestSet.SCHEMA);
            DatabaseSettings settings = TestSet.settings(members.addresses());
            int port = Objects.requireNonNull(members.primary()).port();
            String password = TestServers.credentials().adminPassword();
            try (MemberGroup group = MemberGroup.open(settings, new SimpleMeterRegistry());
                    Connection admin = Sql.connect(port, Credentials.ADMIN, password)) {
                Migrations.run(group, settings, "db/set");
                for (long number = 1; number <= PACKETS; number++) {
                    addPacket(admin, number);
                }
                try (Lanes lanes = lanes(group)) {
                    othersGoOnWhileOnePacketIsLocked(lanes, admin);
                    locksOfAFrozenOwnerEnd(lanes, group);
                }
            }
        }
    }

    /** The last share of a packet deletes its row of open_packets, which another transaction holds. */
    private static void othersGoOnWhileOnePacketIsLocked(Lanes lanes, Connection admin) throws SQLException {
        admin.setAutoCommit(false);
        Sql.run(admin, "SELECT * FROM packets.open_packets WHERE packet_id = " + LOCKED + " FOR UPDATE");
        CompletableFuture<OpenOutcome> locked = open(lanes, LOCKED);
        List<CompletableFuture<OpenOutcome>> others = LongStream.rangeClosed(1, PACKETS)
                .filter(number -> number != FROZEN && number != LOCKED)
                .mapToObj(number -> open(lanes, number))
                .toList();
        long begun = System.nanoTime();
        for (CompletableFuture<OpenOutcome> open : others) {
            assertThat(open.join()).isInstanceOf(OpenOutcome.Opened.class);
        }
        // The batch waits a second for the lock, and the packet alone another. Without the split no other is opened.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        assertThatThrownBy(locked::join).hasCauseInstanceOf(LaneUnavailableException.class);
        admin.commit();
        admin.setAutoCommit(true);
        assertThat(openUntilAnswered(lanes, LOCKED)).isInstanceOf(OpenOutcome.Opened.class);
    }

    /** A second owner stops between its insert and its commit, and is never heard of again. */
    private static void locksOfAFrozenOwnerEnd(Lanes lanes, MemberGroup group) {
        MyBatisLaneStore frozen =
                new MyBatisLaneStore(new SetId(1), group, LANES, "grab-2", 0, MyBatisLaneStore.sessions(group));
        try {
            assertThat(frozen.load(List.of(TestPackets.packet(FROZEN)))).hasSize(1);
            frozen.write(List.of(LogEntry.of(FROZEN, 1, 900, 100, Instant.now(), "")), List.of(), List.of());
            assertThat(openUntilAnswered(lanes, FROZEN)).isInstanceOf(OpenOutcome.Opened.class);
            assertThatThrownBy(frozen::commit).isInstanceOf(RuntimeException.class);
        } finally {
            frozen.close();
        }
    }

    private static OpenOutcome openUntilAnswered(Lanes lanes, long number) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            CompletableFuture<OpenOutcome> open = open(lanes, number);
            boolean refused = open.handle((outcome, failure) -> failure != null).join();
            if (!refused || System.nanoTime() > end) {
                return open.join();
            }
        }
    }

    private static CompletableFuture<OpenOutcome> open(Lanes lanes, long number) {
        return lanes.open(TestPackets.packet(number), 5, true, null, "", nanos -> {});
    }

    private static Lanes lanes(MemberGroup group) {
        Clock clock = Clock.systemUTC();
        var sessions = MyBatisLaneStore.sessions(group);
        return new Lanes(
                "set-1",
                LANES,
                () -> true,
                lane -> new MyBatisLaneStore(new SetId(1), group, LANES, "grab-1", lane, sessions),
                TestLanes.events(clock, 1),
                TestLanes.clock(clock),
                new SimpleMeterRegistry());
    }

    private static void addPacket(Connection admin, long number) throws SQLException {
        Sql.run(
                admin,
                "INSERT INTO packets.packets (packet_id, sender_id, kind, state, total_fen, share_count, audience_kind,"
                        + " idempotency_key, request_hash, trace_id, created_at, expires_at) VALUES (" + number
                        + ", 900, 'LUCKY', 'ACTIVE', 100, 1, 'LINK', 'k', 'h', '', UTC_TIMESTAMP(3),"
                        + " UTC_TIMESTAMP(3) + INTERVAL 1 DAY)",
                "INSERT INTO packets.open_packets (packet_id, expires_at) VALUES (" + number
                        + ", UTC_TIMESTAMP(3) + INTERVAL 1 DAY)");
    }
}
