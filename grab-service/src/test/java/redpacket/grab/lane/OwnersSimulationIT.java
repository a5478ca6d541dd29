package redpacket.grab.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.ibatis.session.SqlSessionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.util.StringUtils;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.Migrations;
import redpacket.common.id.PacketId;
import redpacket.grab.lane.Interleaving.Fault;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.TestPackets;
import redpacket.local.server.Credentials;
import redpacket.local.server.MemberServers;
import redpacket.local.server.Sql;
import redpacket.local.server.TestServers;

/**
 * Thousands of interleavings of two owners on a real member group. The seed decides which owner does the next step at
 * the database, which one crashes before or after it, and which commits fail or lose their answers. The second owner's
 * clock passes the end of the packets half-way. A user without an answer asks again, of either owner. A single seed:
 * {@code -Dseed=N}; their number: {@code -Dinterleavings=N}.
 */
class OwnersSimulationIT {
    private static final int INTERLEAVINGS = Integer.getInteger("interleavings", 2_000);
    private static final int AT_ONCE = 4;
    private static final int PACKETS = 2;
    private static final int COUNT = 4;
    private static final long TOTAL_FEN = 1_000;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Map<Fault, AtomicLong> steps = new EnumMap<>(Fault.class);

    OwnersSimulationIT() {
        for (Fault fault : Fault.values()) {
            steps.put(fault, new AtomicLong());
        }
    }

    @Test
    void eachUserIsPaidOnceInEveryOrderOfStepsCrashesAndLostAnswers() throws Exception {
        try (TestServers servers = new TestServers()) {
            MemberServers members = servers.memberGroup(TestSet.NAME, TestSet.SCHEMA);
            DatabaseSettings settings = TestSet.settings(members.addresses());
            try (MemberGroup group = MemberGroup.open(settings, meters)) {
                Migrations.run(group, settings, "db/set");
                int port = Objects.requireNonNull(members.primary()).port();
                SqlSessionFactory sessions = MyBatisLaneStore.sessions(group);
                String seed = System.getProperty("seed");
                if (seed == null) {
                    playAll(group, sessions, port);
                    assertThat(steps)
                            .as("every fault has happened")
                            .allSatisfy((fault, count) ->
                                    assertThat(count.get()).as("%s", fault).isPositive());
                    assertThat(refused("duplicate_key")).as("refused by a key").isPositive();
                    goesRedWithoutTheKeys(group, sessions, port);
                } else {
                    play(group, sessions, port, Long.parseLong(seed));
                }
                System.out.println("Steps by what became of them: " + steps + "; batches refused by a key "
                        + refused("duplicate_key") + ", for the entry before " + refused("missing_parent"));
            }
        }
    }

    private void goesRedWithoutTheKeys(MemberGroup group, SqlSessionFactory sessions, int port) throws SQLException {
        try (Connection admin =
                Sql.connect(port, Credentials.ADMIN, TestServers.credentials().adminPassword())) {
            Sql.run(
                    admin,
                    "ALTER TABLE packets.packet_log DROP FOREIGN KEY packet_log_no_gap, DROP PRIMARY KEY,"
                            + " DROP KEY packet_log_one_share_a_user");
        }
        assertThatThrownBy(() -> {
                    for (long seed = INTERLEAVINGS + 1L; seed < INTERLEAVINGS + 100L; seed++) {
                        play(group, sessions, port, seed);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed");
    }

    private double refused(String why) {
        return meters.get("redpacket.lane.reloads").tag("why", why).counter().count();
    }

    private void playAll(MemberGroup group, SqlSessionFactory sessions, int port)
            throws InterruptedException, ExecutionException {
        AtomicLong seeds = new AtomicLong();
        try (ExecutorService players = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> done = new ArrayList<>();
            for (int player = 0; player < AT_ONCE; player++) {
                done.add(players.submit(() -> {
                    for (long seed = seeds.incrementAndGet(); seed <= INTERLEAVINGS; seed = seeds.incrementAndGet()) {
                        play(group, sessions, port, seed);
                    }
                    return null;
                }));
            }
            for (Future<?> player : done) {
                player.get();
            }
        }
    }

    private void play(MemberGroup group, SqlSessionFactory sessions, int port, long seed) throws Exception {
        List<PacketId> packets = LongStream.range(seed * PACKETS, (seed + 1) * PACKETS)
                .mapToObj(TestPackets::packet)
                .toList();
        try (Connection admin = Sql.connect(
                        port, Credentials.ADMIN, TestServers.credentials().adminPassword());
                TwoOwners owners = new TwoOwners(group, sessions, meters, seed, packets)) {
            for (PacketId packet : packets) {
                add(admin, packet.number());
            }
            owners.play();
            owners.steps()
                    .forEach((fault, count) ->
                            Objects.requireNonNull(steps.get(fault)).addAndGet(count));
            int events = 0;
            List<List<LogEntry>> logs = new ArrayList<>();
            for (PacketId packet : packets) {
                List<LogEntry> log = log(admin, packet.number());
                logs.add(log);
                boolean finished = LogCheck.holds(
                        "seed " + seed + ", packet " + packet.number(), log, COUNT, TOTAL_FEN, owners.answers(packet));
                events += log.size() + (finished ? 1 : 0);
            }
            List<String> rows = rows(admin, packets);
            assertThat(events(rows, packets))
                    .as("seed %d: events of %s after %s in %s", seed, logs, owners.steps(), rows)
                    .isEqualTo(events);
        }
    }

    private static void add(Connection admin, long number) throws SQLException {
        Sql.run(
                admin,
                "INSERT INTO packets.packets (packet_id, sender_id, kind, state, total_fen, share_count, audience_kind,"
                        + " idempotency_key, request_hash, trace_id, created_at, expires_at) VALUES (" + number
                        + ", 900, 'LUCKY', 'ACTIVE', " + TOTAL_FEN + ", " + COUNT + ", 'LINK', 'k', 'h', '',"
                        + " UTC_TIMESTAMP(3), '2026-02-17 00:00:00')",
                "INSERT INTO packets.open_packets (packet_id, expires_at) VALUES (" + number
                        + ", '2026-02-17 00:00:00')");
    }

    private static List<LogEntry> log(Connection admin, long number) throws SQLException {
        return TestSet.column(
                        admin,
                        "SELECT CONCAT_WS(' ', sequence, user_id, amount_fen) AS entry FROM packets.packet_log"
                                + " WHERE packet_id = " + number + " ORDER BY sequence",
                        "entry")
                .stream()
                .map(row -> row.split(" ", -1))
                .map(row -> LogEntry.of(
                        number,
                        Integer.parseInt(row[0]),
                        Long.parseLong(row[1]),
                        Long.parseLong(row[2]),
                        TestPackets.BEFORE,
                        ""))
                .toList();
    }

    /** The outbox's rows of these packets. No relay runs here, so they are deleted to keep the table short. */
    private static List<String> rows(Connection admin, List<PacketId> packets) throws SQLException {
        String theirs = packets.stream()
                .map(packet ->
                        "payload LIKE '%" + TestLanes.CODEC.encode(packet).replace("_", "\\_") + "%'")
                .collect(Collectors.joining(" OR "));
        List<String> rows = TestSet.column(
                admin,
                "SELECT CONCAT(id, ' ', event_key, ' ', payload) AS line FROM packets.outbox WHERE " + theirs,
                "line");
        Sql.run(admin, "DELETE FROM packets.outbox WHERE " + theirs);
        return rows;
    }

    /** Promised by the transactions of these packets; a row may tell of several. */
    private static int events(List<String> rows, List<PacketId> packets) {
        int events = 0;
        for (PacketId packet : packets) {
            String named = "\"packetId\":\"" + TestLanes.CODEC.encode(packet) + "\"";
            for (String row : rows) {
                events += StringUtils.countOccurrencesOf(row, named);
            }
        }
        return events;
    }
}
