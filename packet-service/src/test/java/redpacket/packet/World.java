package redpacket.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import redpacket.common.id.PacketId;
import redpacket.local.server.Credentials;
import redpacket.local.server.MemberServers;
import redpacket.local.server.Sql;
import redpacket.local.server.TestServers;
import redpacket.packet.RunningService.Answer;

/** packet-service and what is around it, started once for all tests of this JVM and gone with it. */
final class World {
    static final Duration SOON = Duration.ofSeconds(20);
    static final String LUCKY = """
            {"kind":"LUCKY","totalFen":1000,"count":3,"greeting":"恭喜🧧","coverId":"gold","audience":{"kind":"LINK"}}""";

    final List<MemberServers> sets;
    final FakeServices others;
    final RunningService service;
    final String kafka;
    final int redis;

    private World() {
        TestServers servers = new TestServers();
        sets = List.of(servers.memberGroup("set-1", "packets"), servers.memberGroup("set-2", "packets"));
        MemberServers accounts = servers.memberGroup("accounts", "control");
        kafka = servers.kafka(8);
        redis = servers.redis();
        try {
            others = new FakeServices();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        others.onClose = this::takeFromIndex;
        service = new RunningService(sets, List.of(redis, servers.redis()), accounts, kafka, others);
    }

    /** Made once. Where that fails it is not tried again for each test, with further servers. */
    private static final class Shared {
        static final World WORLD = new World();
    }

    static World shared() {
        return Shared.WORLD;
    }

    /** A packet of this sender on this set; the ring decides, so it takes a few. */
    String packetOn(int set, long sender) {
        for (int i = 0; i < 100; i++) {
            Answer sent = service.send(sender, "on" + set + "-" + i, LUCKY);
            if (id(sent).set().value() == set) {
                return sent.text("packetId");
            }
        }
        throw new IllegalStateException("no packet on set " + set);
    }

    List<String> chargedOf(long sender) {
        return others.charged.entrySet().stream()
                .filter(charge -> charge.getValue().get("senderId").asLong() == sender)
                .map(Map.Entry::getKey)
                .toList();
    }

    PacketId id(Answer sent) {
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(201);
        return id(sent.text("packetId"));
    }

    PacketId id(String packet) {
        return service.codec.decode(packet).orElseThrow();
    }

    /** What grab-service does with an open. */
    void open(PacketId id, int sequence, long user, long amountFen) throws Exception {
        onPrimary(
                sets.get(id.set().value() - 1),
                "INSERT INTO packets.packet_log (packet_id, sequence, user_id, amount_fen, previous_sequence, at,"
                        + " trace_id) VALUES (" + id.number() + ", " + sequence + ", " + user + ", " + amountFen + ", "
                        + (sequence == 1 ? "NULL" : Integer.toString(sequence - 1))
                        + ", '2026-11-23 10:00:00.00" + sequence + "', '')");
    }

    /** What grab-service does with a close, as far as the index goes. */
    void takeFromIndex(String packet) {
        PacketId id = id(packet);
        try {
            onPrimary(
                    sets.get(id.set().value() - 1),
                    "DELETE FROM packets.open_packets WHERE packet_id = " + id.number());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    int ordered() throws Exception {
        int ordered = 0;
        for (MemberServers set : sets) {
            ordered += Integer.parseInt(value(set, "SELECT COUNT(*) FROM packets WHERE state = 'ORDERED'"));
        }
        return ordered;
    }

    String value(PacketId id, String sql) throws Exception {
        return value(sets.get(id.set().value() - 1), sql);
    }

    String value(MemberServers set, String sql) throws Exception {
        try (Connection connection = owner(set)) {
            return String.valueOf(Sql.value(connection, sql.replace("FROM ", "FROM packets.")));
        }
    }

    void onPrimary(MemberServers set, String sql) throws Exception {
        try (Connection connection = owner(set)) {
            Sql.run(connection, sql);
        }
    }

    Connection owner(MemberServers set) throws Exception {
        return Sql.connect(
                Objects.requireNonNull(set.primary()).port(),
                Credentials.OWNER,
                TestServers.credentials().ownerPassword());
    }
}
