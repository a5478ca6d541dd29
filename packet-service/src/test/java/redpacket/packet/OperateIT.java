package redpacket.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import redpacket.common.control.Switch;
import redpacket.common.id.PacketId;
import redpacket.local.server.DatabaseMember;
import redpacket.local.server.MemberServers;
import redpacket.packet.RunningService.Answer;
import tools.jackson.databind.JsonNode;

/** What operators do to sets, what time does to packets, what becomes of a set without a primary. */
class OperateIT {
    private final World world = World.shared();

    @Test
    void hasExpiredPacketsClosedByTheirLane() throws Exception {
        Answer sent =
                world.service.send(113, "k1", World.LUCKY.replace("\"count\":3", "\"count\":3,\"expiresInSeconds\":1"));
        assertThat(sent.status()).isEqualTo(201);
        await().atMost(World.SOON).until(() -> world.others.closed.contains(sent.text("packetId")));
        assertThat(world.service
                        .get("/v1/packets/" + sent.text("packetId"), 113)
                        .text("state"))
                .isEqualTo("EXPIRED");
    }

    @Test
    void operatorsMaskASetAndTakeItDown() {
        String onOne = world.packetOn(1, 114);
        assertThat(world.service
                        .put("/internal/v1/sets/set-9/state", "{\"state\":\"OPEN\"}")
                        .status())
                .isEqualTo(404);
        assertThat(world.service
                        .put("/internal/v1/sets/set-1/state", "{\"state\":\"SHUT\"}")
                        .text("code"))
                .isEqualTo("INVALID_STATE");
        try {
            Answer masked =
                    world.service.put("/internal/v1/sets/set-1/state", "{\"state\":\"MASKED\",\"reason\":\"a drill\"}");
            assertThat(masked.text("why")).isEqualTo("a drill");
            JsonNode logged = world.service
                    .get("/internal/v1/audit-log?before=" + Long.MAX_VALUE + "&limit=1", 0)
                    .body()
                    .at("/items/0");
            assertThat(logged.get("operatorId").asLong()).isEqualTo(RunningService.OPERATOR);
            assertThat(logged.get("action").asString() + logged.get("subject").asString())
                    .isEqualTo("SET_STATEset-1");
            assertThat(logged.get("reason").asString()).isEqualTo("a drill");
            assertThat(masked.text("state")).isEqualTo("MASKED");
            for (int i = 0; i < 10; i++) {
                assertThat(world.id(world.service.send(115, "masked" + i, World.LUCKY))
                                .set()
                                .value())
                        .isEqualTo(2);
            }
            assertThat(world.service.get("/v1/packets/" + onOne, 114).status()).isEqualTo(200);
            JsonNode control = world.service.get("/internal/v1/control", 0).body();
            assertThat(control.get("sets").get(0).propertyNames())
                    .containsExactly("setId", "name", "state", "why", "since");
            assertThat(control.get("sets").get(0).get("state").asString()).isEqualTo("MASKED");
            assertThat(control.get("sets").get(1).get("state").asString()).isEqualTo("OPEN");
            world.service.put("/internal/v1/sets/set-1/state", "{\"state\":\"DOWN\"}");
            assertThat(world.service.get("/v1/packets/" + onOne, 114).status()).isEqualTo(503);
            assertThat(world.service
                            .get("/internal/v1/control", 0)
                            .body()
                            .get("version")
                            .asLong())
                    .isGreaterThan(control.get("version").asLong());
        } finally {
            world.service.put("/internal/v1/sets/set-1/state", "{\"state\":\"OPEN\"}");
        }
        JsonNode set =
                world.service.get("/internal/v1/sets", 0).body().get("items").get(0);
        assertThat(set.get("setId").asString()).isEqualTo("set-1");
        assertThat(set.get("primary").asString())
                .isEqualTo(Objects.requireNonNull(world.sets.get(0).primary()).address());
        assertThat(set.get("replicas").size()).isEqualTo(2);
        assertThat(set.get("semiSync").get("on").asBoolean()).isTrue();
        assertThat(set.get("accepting").asBoolean()).isTrue();
        assertThat(set.get("commits").asLong()).isPositive();
        assertThat(set.get("owner").asString()).startsWith("grab");
    }

    @Test
    void operatorsTurnPartsOffAndOnAgain() {
        String packet = world.packetOn(1, 120);
        JsonNode all = world.service.get("/internal/v1/switches", 0).body().get("items");
        assertThat(all.size()).isEqualTo(Switch.values().length);
        assertThat(world.service
                        .put("/internal/v1/switches/money", "{\"on\":false}")
                        .status())
                .isEqualTo(404);
        assertThat(world.service.put("/internal/v1/switches/avatars", "{}").text("code"))
                .isEqualTo("INVALID_SWITCH");
        assertThat(world.service
                        .put("/internal/v1/switches/avatars", "{\"on\":\"no\"}")
                        .status())
                .isEqualTo(400);
        try {
            for (Switch part : Switch.values()) {
                Answer off = world.service.put("/internal/v1/switches/" + part.spelling(), "{\"on\":false}");
                assertThat(off.body().get("on").asBoolean()).isFalse();
                assertThat(off.text("since")).isNotEmpty();
            }
            Answer refused = world.service.send(121, "off", World.LUCKY);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text("code")).isEqualTo("SWITCHED_OFF");
            assertThat(refused.body().get("retryAfterMillis").asLong()).isPositive();
            Answer details = world.service.get("/v1/packets/" + packet, 120);
            assertThat(details.status()).isEqualTo(200);
            assertThat(details.body().get("totalFen").asLong()).isEqualTo(1000);
            assertThat(details.body().get("sender").toString()).isEqualTo("{\"nickname\":null,\"avatarUrl\":null}");
            JsonNode control = world.service.get("/internal/v1/control", 0).body();
            assertThat(control.get("switches").size()).isEqualTo(Switch.values().length);
            assertThat(control.get("switches").get(0).get("on").asBoolean()).isFalse();
            world.service.put("/internal/v1/switches/send-lucky", "{\"on\":true}");
            assertThat(world.service.send(121, "off", World.LUCKY).status()).isEqualTo(201);
        } finally {
            for (Switch part : Switch.values()) {
                world.service.put("/internal/v1/switches/" + part.spelling(), "{\"on\":true}");
            }
        }
    }

    @Test
    void theDeskShowsAPacketOfAnyAudienceWithItsLogAndItsLedgerRows() throws Exception {
        String packet = world.packetOn(2, 122);
        world.open(world.id(packet), 1, 123, 300);
        JsonNode desk = world.service
                .get("/internal/v1/packets/" + packet + "/desk", RunningService.OPERATOR)
                .body();
        assertThat(desk.get("setId").asString()).isEqualTo("set-2");
        assertThat(desk.get("owner").asString()).isEqualTo("grab-2");
        assertThat(desk.get("senderId").asString()).isEqualTo("122");
        assertThat(desk.at("/log/0/userId").asString()).isEqualTo("123");
        assertThat(desk.at("/ledger/0/account").asString()).isEqualTo("ESCROW");
    }

    @Test
    void tellsWhatIsLeftInEachPacket() throws Exception {
        String packet = world.packetOn(2, 116);
        PacketId id = world.id(packet);
        world.open(id, 1, 117, 300);
        JsonNode items = world.service
                .get("/internal/v1/sets/2/balances?after=" + (id.number() - 1) + "&limit=1", 0)
                .body()
                .get("items");
        assertThat(items.size()).isEqualTo(1);
        assertThat(items.get(0).toString())
                .isEqualTo("{\"packetNumber\":" + id.number()
                        + ",\"state\":\"ACTIVE\",\"totalFen\":1000,\"leftFen\":700}");
        assertThat(world.service.get("/internal/v1/sets/3/balances", 0).status())
                .isEqualTo(404);
        assertThat(world.service
                        .get("/internal/v1/sets/2/balances?limit=1001", 0)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aSetWithoutAPrimaryIsPassedOverAndWhatItHoldsIsStillShown() throws Exception {
        String packet = world.packetOn(2, 118);
        await().atMost(World.SOON)
                .until(() -> world.service.get("/v1/packets/" + packet, 118).status() == 200);
        MemberServers set = world.sets.get(1);
        DatabaseMember primary = Objects.requireNonNull(set.primary());
        primary.kill();
        int atOnce = 0;
        for (int i = 0; i < 20; i++) {
            String key = "dead" + i;
            atOnce += world.service.send(119, key, World.LUCKY).status() == 201 ? 1 : 0;
            // What was under way when it died has an outcome that nobody knows; a repeat finds it.
            await().atMost(World.SOON)
                    .until(() -> world.service.send(119, key, World.LUCKY).status() == 201);
        }
        assertThat(atOnce).isGreaterThanOrEqualTo(18);
        assertThat(world.service.get("/v1/packets/" + packet, 118).status()).isEqualTo(200);
        await().atMost(World.SOON).until(() -> set.primary() != null && set.primary() != primary);
        set.start(primary);
        await().atMost(World.SOON).until(set::isSettled);
        await().atMost(World.SOON).until(() -> {
            Answer sets = world.service.get("/internal/v1/sets", 0);
            return sets.body().get("items").get(1).get("accepting").asBoolean();
        });
    }
}
