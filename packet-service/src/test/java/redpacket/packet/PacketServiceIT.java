package redpacket.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redpacket.common.id.PacketId;
import redpacket.local.server.Credentials;
import redpacket.local.server.DatabaseMember;
import redpacket.local.server.MemberServers;
import redpacket.local.server.Sql;
import redpacket.local.server.TestServers;
import redpacket.packet.FakeServices.NextCharge;
import redpacket.packet.RunningService.Answer;
import tools.jackson.databind.JsonNode;

class PacketServiceIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LUCKY = """
            {"kind":"LUCKY","totalFen":1000,"count":3,"greeting":"恭喜🧧","coverId":"gold","audience":{"kind":"LINK"}}""";

    private static TestServers servers;
    private static List<MemberServers> sets;
    private static FakeServices others;
    private static RunningService service;
    private static String kafka;
    private static int redis;

    @BeforeAll
    static void start() throws Exception {
        servers = new TestServers();
        sets = List.of(servers.memberGroup("set-1", "packets"), servers.memberGroup("set-2", "packets"));
        MemberServers accounts = servers.memberGroup("accounts", "control");
        kafka = servers.kafka(8);
        redis = servers.redis();
        others = new FakeServices();
        others.onClose = PacketServiceIT::takeFromIndex;
        service = new RunningService(sets, List.of(redis, servers.redis()), accounts, kafka, others);
    }

    @AfterAll
    static void stop() {
        service.close();
        others.close();
        servers.close();
    }

    @Test
    void sendsOnceHoweverOftenItIsAsked() throws Exception {
        Answer first = service.send(101, "k1", LUCKY);
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.body().propertyNames())
                .containsExactly(
                        "packetId", "state", "kind", "totalFen", "count", "shareUrl", "createdAt", "expiresAt");
        assertThat(first.text("state")).isEqualTo("ACTIVE");
        assertThat(first.text("shareUrl")).isEqualTo("https://localhost:8443/p/" + first.text("packetId"));
        assertThat(first.text("createdAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Duration.between(Instant.parse(first.text("createdAt")), Instant.parse(first.text("expiresAt"))))
                .isEqualTo(Duration.ofHours(24));
        assertThat(service.send(101, "k1", LUCKY).body()).isEqualTo(first.body());
        PacketId id = id(first);
        assertThat(value(id, "SELECT state FROM packets WHERE packet_id = " + id.number()))
                .isEqualTo("ACTIVE");
        assertThat(value(id, "SELECT COUNT(*) FROM open_packets WHERE packet_id = " + id.number()))
                .isEqualTo("1");
        assertThat(value(
                        id,
                        "SELECT COUNT(*) FROM outbox WHERE payload LIKE '%\"sent-" + first.text("packetId") + "\"%'"))
                .isEqualTo("1");
        assertThat(service.send(101, "k1", LUCKY.replace("1000", "1001")).text("code"))
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        await().atMost(SOON).until(() -> ordered() == 0);
        assertThat(service.get("/v1/packets/" + first.text("packetId"), 101).status())
                .isEqualTo(200);
    }

    @Test
    void tellsWhyTheLedgerRefuses() {
        others.balances.put("102", 999L);
        Answer refused = service.send(102, "k1", LUCKY);
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.text("code")).isEqualTo("INSUFFICIENT_BALANCE");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "INVALID_TOTAL | {'kind':'LUCKY','count':3,'audience':{'kind':'LINK'}}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':10.5,'count':3,'audience':{'kind':'LINK'}}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':'10','count':3,'audience':{'kind':'LINK'}}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':9223372036854775808,'count':3,'audience':{'kind':'LINK'}}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':1e3,'count':3,'audience':{'kind':'LINK'}}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':10,'count':3,'audience':{'kind':'LINK'},'senderId':'8'}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':10,'totalFen':11,'count':3,'audience':{'kind':'LINK'}}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':10,'count':3,'audience':{'kind':'USERS','userIds':[8]}}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':10,'count':true,'audience':{'kind':'LINK'}}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':10,'count':3,'audience':'LINK'}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':10,'count':3,'audience':{'kind':'LINK'}",
                "INVALID_BODY | []",
                "INVALID_BODY | null"
            })
    void refusesABodyThatIsNotTheContract(String code, String body) {
        Answer refused = service.send(103, "k1", body.replace('\'', '"'));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo(code);
        assertThat(others.charged.values())
                .noneMatch(charge -> charge.get("senderId").asLong() == 103);
    }

    @Test
    void wantsAnIdempotencyKey() {
        assertThat(service.send(103, "", LUCKY).text("code")).isEqualTo("IDEMPOTENCY_KEY_MISSING");
        assertThat(service.send(103, "a b", LUCKY).text("code")).isEqualTo("INVALID_IDEMPOTENCY_KEY");
    }

    @Test
    void aLostAnswerOfTheLedgerConvergesOnOnePacket() {
        others.next = NextCharge.LOST_AFTER;
        Answer lost = service.send(104, "k1", LUCKY);
        assertThat(lost.status()).isEqualTo(503);
        assertThat(lost.retryAfter()).isNotNull();
        Answer again = service.send(104, "k1", LUCKY);
        assertThat(again.status()).isEqualTo(201);
        assertThat(chargedOf(104)).containsExactly(again.text("packetId"));
    }

    @Test
    void theSweeperEndsWhatNobodyRepeats() throws Exception {
        others.next = NextCharge.LOST_AFTER;
        assertThat(service.send(105, "k1", LUCKY).status()).isEqualTo(503);
        String charged = chargedOf(105).getFirst();
        await().atMost(SOON)
                .until(() -> service.get("/v1/packets/" + charged, 105).status() == 200);
        others.next = NextCharge.LOST_BEFORE;
        assertThat(service.send(106, "k1", LUCKY).status()).isEqualTo(503);
        await().atMost(SOON).until(() -> ordered() == 0);
        assertThat(chargedOf(106)).isEmpty();
        assertThat(value(sets.get(0), "SELECT COUNT(*) FROM packets WHERE sender_id = 106 AND state <> 'CANCELLED'")
                        + value(
                                sets.get(1),
                                "SELECT COUNT(*) FROM packets WHERE sender_id = 106 AND state <> 'CANCELLED'"))
                .isEqualTo("00");
    }

    @Test
    void showsThePacketToItsAudienceAndToNobodyElse() throws Exception {
        String packet = service.send(107, "k1", """
                        {"kind":"LUCKY","totalFen":1000,"count":3,"greeting":"恭喜🧧","coverId":"gold",
                         "audience":{"kind":"USERS","userIds":["108","109","110"]}}""").text("packetId");
        PacketId id = id(packet);
        String path = "/v1/packets/" + packet;
        assertThat(service.get(path, 111).text("code")).isEqualTo("NOT_FOUND");
        assertThat(service.get(path.substring(0, path.length() - 1), 107).status())
                .isEqualTo(404);
        JsonNode fresh = service.get(path, 108).body();
        assertThat(fresh.propertyNames())
                .containsExactly(
                        "packetId",
                        "kind",
                        "state",
                        "senderId",
                        "sender",
                        "greeting",
                        "coverId",
                        "totalFen",
                        "count",
                        "openedCount",
                        "openedFen",
                        "createdAt",
                        "expiresAt",
                        "opens");
        assertThat(fresh.get("greeting").asString()).isEqualTo("恭喜🧧");
        assertThat(fresh.get("sender").isEmpty()).isTrue();
        open(id, 1, 108, 400);
        JsonNode opened = service.get(path, 108).body();
        assertThat(opened.get("myAmountFen").asLong()).isEqualTo(400);
        assertThat(opened.get("opens").get(0).propertyNames()).containsExactly("userId", "amountFen", "openedAt");
        open(id, 2, 109, 200);
        open(id, 3, 110, 400);
        Answer finished = service.get(path + "?limit=2", 107);
        assertThat(finished.text("state")).isEqualTo("FINISHED");
        assertThat(finished.text("luckiestUserId")).isEqualTo("108");
        assertThat(finished.text("finishedAt")).isEqualTo("2026-11-23T10:00:00.003Z");
        assertThat(finished.body().get("opens").size()).isEqualTo(2);
        Answer rest = service.get(path + "?limit=2&cursor=" + finished.text("nextCursor"), 107);
        assertThat(rest.body().get("opens").get(0).get("userId").asString()).isEqualTo("110");
        assertThat(rest.body().has("nextCursor")).isFalse();
        assertThat(service.get(path + "?cursor=2", 107).text("code")).isEqualTo("INVALID_CURSOR");
        assertThat(service.get(path + "?limit=101", 107).text("code")).isEqualTo("INVALID_LIMIT");
    }

    @Test
    void showsTheNewestNamesAndCopiesThemAgainWhenTheyAreLost() throws Exception {
        String packet = packetOn(1, 112);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new StringSerializer(), new StringSerializer())) {
            publish(producer, 112, profile(112, 2, "new"));
            publish(producer, 112, profile(112, 1, "old"));
            publish(producer, 112, "no profile");
            await().atMost(SOON).until(() -> "new".equals(nicknameOf(packet, 112)));
            RedisCommands.flushAll(redis);
            assertThat(nicknameOf(packet, 112)).isNull();
            await().atMost(SOON).until(() -> "new".equals(nicknameOf(packet, 112)));
            publish(producer, 112, profile(112, 3, "newer"));
            await().atMost(SOON).until(() -> "newer".equals(nicknameOf(packet, 112)));
        }
    }

    @Test
    void hasExpiredPacketsClosedByTheirLane() throws Exception {
        Answer sent = service.send(113, "k1", LUCKY.replace("\"count\":3", "\"count\":3,\"expiresInSeconds\":1"));
        assertThat(sent.status()).isEqualTo(201);
        await().atMost(SOON).until(() -> others.closed.contains(sent.text("packetId")));
        assertThat(service.get("/v1/packets/" + sent.text("packetId"), 113).text("state"))
                .isEqualTo("EXPIRED");
    }

    @Test
    void operatorsMaskASetAndTakeItDown() {
        String onOne = packetOn(1, 114);
        assertThat(service.put("/internal/v1/sets/set-9/state", "{\"state\":\"OPEN\"}")
                        .status())
                .isEqualTo(404);
        assertThat(service.put("/internal/v1/sets/set-1/state", "{\"state\":\"SHUT\"}")
                        .text("code"))
                .isEqualTo("INVALID_STATE");
        try {
            Answer masked = service.put("/internal/v1/sets/set-1/state", "{\"state\":\"MASKED\"}");
            assertThat(masked.text("state")).isEqualTo("MASKED");
            for (int i = 0; i < 10; i++) {
                assertThat(id(service.send(115, "masked" + i, LUCKY)).set().value())
                        .isEqualTo(2);
            }
            assertThat(service.get("/v1/packets/" + onOne, 114).status()).isEqualTo(200);
            JsonNode control = service.get("/internal/v1/control", 0).body();
            assertThat(control.get("sets").get(0).propertyNames())
                    .containsExactly("setId", "name", "state", "why", "since");
            assertThat(control.get("sets").get(0).get("state").asString()).isEqualTo("MASKED");
            assertThat(control.get("sets").get(1).get("state").asString()).isEqualTo("OPEN");
            service.put("/internal/v1/sets/set-1/state", "{\"state\":\"DOWN\"}");
            assertThat(service.get("/v1/packets/" + onOne, 114).status()).isEqualTo(503);
            assertThat(service.get("/internal/v1/control", 0)
                            .body()
                            .get("version")
                            .asLong())
                    .isGreaterThan(control.get("version").asLong());
        } finally {
            service.put("/internal/v1/sets/set-1/state", "{\"state\":\"OPEN\"}");
        }
        JsonNode set = service.get("/internal/v1/sets", 0).body().get("items").get(0);
        assertThat(set.get("setId").asString()).isEqualTo("set-1");
        assertThat(set.get("primary").asString())
                .isEqualTo(Objects.requireNonNull(sets.get(0).primary()).address());
        assertThat(set.get("replicas").size()).isEqualTo(2);
        assertThat(set.get("semiSync").get("on").asBoolean()).isTrue();
        assertThat(set.get("accepting").asBoolean()).isTrue();
    }

    @Test
    void tellsWhatIsLeftInEachPacket() throws Exception {
        String packet = packetOn(2, 116);
        PacketId id = id(packet);
        open(id, 1, 117, 300);
        JsonNode items = service.get("/internal/v1/sets/2/balances?after=" + (id.number() - 1) + "&limit=1", 0)
                .body()
                .get("items");
        assertThat(items.size()).isEqualTo(1);
        assertThat(items.get(0).toString())
                .isEqualTo("{\"packetNumber\":" + id.number()
                        + ",\"state\":\"ACTIVE\",\"totalFen\":1000,\"leftFen\":700}");
        assertThat(service.get("/internal/v1/sets/3/balances", 0).status()).isEqualTo(404);
        assertThat(service.get("/internal/v1/sets/2/balances?limit=1001", 0).status())
                .isEqualTo(400);
    }

    @Test
    void aSetWithoutAPrimaryIsPassedOverAndWhatItHoldsIsStillShown() throws Exception {
        String packet = packetOn(2, 118);
        await().atMost(SOON)
                .until(() -> service.get("/v1/packets/" + packet, 118).status() == 200);
        MemberServers set = sets.get(1);
        DatabaseMember primary = Objects.requireNonNull(set.primary());
        primary.kill();
        int sent = 0;
        for (int i = 0; i < 20; i++) {
            Answer answer = service.send(119, "dead" + i, LUCKY);
            sent += answer.status() == 201 ? 1 : 0;
        }
        assertThat(sent).isEqualTo(20);
        assertThat(service.get("/v1/packets/" + packet, 118).status()).isEqualTo(200);
        await().atMost(SOON).until(() -> set.primary() != null && set.primary() != primary);
        set.start(primary);
        await().atMost(SOON).until(set::isSettled);
        await().atMost(SOON).until(() -> {
            Answer sets = service.get("/internal/v1/sets", 0);
            return sets.body().get("items").get(1).get("accepting").asBoolean();
        });
    }

    /** A packet of this sender on this set; the ring decides, so it takes a few. */
    private static String packetOn(int set, long sender) {
        for (int i = 0; i < 100; i++) {
            Answer sent = service.send(sender, "on" + set + "-" + i, LUCKY);
            if (id(sent).set().value() == set) {
                return sent.text("packetId");
            }
        }
        throw new IllegalStateException("no packet on set " + set);
    }

    private static List<String> chargedOf(long sender) {
        return others.charged.entrySet().stream()
                .filter(charge -> charge.getValue().get("senderId").asLong() == sender)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static @Nullable String nicknameOf(String packet, long sender) {
        JsonNode person = service.get("/v1/packets/" + packet, sender).body().path("sender");
        return person.has("nickname") ? person.get("nickname").asString() : null;
    }

    private static String profile(long user, int version, String nickname) {
        return "{\"userId\":" + user + ",\"nickname\":\"" + nickname + "\",\"avatarUrl\":\"https://a.test/1\","
                + "\"version\":" + version + ",\"at\":\"2026-11-23T10:00:00.000Z\"}";
    }

    private static void publish(KafkaProducer<String, String> producer, long user, String json) throws Exception {
        producer.send(new ProducerRecord<>("profile-events", Long.toString(user), json))
                .get();
    }

    private static PacketId id(Answer sent) {
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(201);
        return id(sent.text("packetId"));
    }

    private static PacketId id(String packet) {
        return service.codec.decode(packet).orElseThrow();
    }

    /** What grab-service does with an open. */
    private static void open(PacketId id, int sequence, long user, long amountFen) throws Exception {
        onPrimary(
                sets.get(id.set().value() - 1),
                "INSERT INTO packets.packet_log (packet_id, sequence, user_id, amount_fen, previous_sequence, at,"
                        + " trace_id) VALUES (" + id.number() + ", " + sequence + ", " + user + ", " + amountFen + ", "
                        + (sequence == 1 ? "NULL" : Integer.toString(sequence - 1))
                        + ", '2026-11-23 10:00:00.00" + sequence + "', '')");
    }

    /** What grab-service does with a close, as far as the index goes. */
    private static void takeFromIndex(String packet) {
        PacketId id = id(packet);
        try {
            onPrimary(
                    sets.get(id.set().value() - 1),
                    "DELETE FROM packets.open_packets WHERE packet_id = " + id.number());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int ordered() throws Exception {
        int ordered = 0;
        for (MemberServers set : sets) {
            ordered += Integer.parseInt(value(set, "SELECT COUNT(*) FROM packets WHERE state = 'ORDERED'"));
        }
        return ordered;
    }

    private static String value(PacketId id, String sql) throws Exception {
        return value(sets.get(id.set().value() - 1), sql);
    }

    private static String value(MemberServers set, String sql) throws Exception {
        try (Connection connection = owner(set)) {
            return String.valueOf(Sql.value(connection, sql.replace("FROM ", "FROM packets.")));
        }
    }

    private static void onPrimary(MemberServers set, String sql) throws Exception {
        try (Connection connection = owner(set)) {
            Sql.run(connection, sql);
        }
    }

    private static Connection owner(MemberServers set) throws Exception {
        return Sql.connect(
                Objects.requireNonNull(set.primary()).port(),
                Credentials.OWNER,
                TestServers.credentials().ownerPassword());
    }
}
