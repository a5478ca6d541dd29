package redpacket.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redpacket.common.id.PacketId;
import redpacket.packet.RunningService.Answer;
import tools.jackson.databind.JsonNode;

/** Details from real replicas, names through Kafka and Redis. */
class ViewIT {
    private final World world = World.shared();

    @Test
    void showsThePacketToItsAudienceAndToNobodyElse() throws Exception {
        String packet = world.service.send(107, "k1", """
                        {"kind":"LUCKY","totalFen":1000,"count":3,"greeting":"恭喜🧧","coverId":"gold",
                         "audience":{"kind":"USERS","userIds":["108","109","110"]}}""").text("packetId");
        PacketId id = world.id(packet);
        String path = "/v1/packets/" + packet;
        assertThat(world.service.get(path, 111).text("code")).isEqualTo("NOT_FOUND");
        assertThat(world.service.get(path.substring(0, path.length() - 1), 107).status())
                .isEqualTo(404);
        JsonNode fresh = world.service.get(path, 108).body();
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
        assertThat(fresh.get("sender").toString()).isEqualTo("{\"nickname\":null,\"avatarUrl\":null}");
        world.open(id, 1, 108, 400);
        JsonNode opened = world.service.get(path, 108).body();
        assertThat(opened.get("myAmountFen").asLong()).isEqualTo(400);
        assertThat(opened.get("opens").get(0).propertyNames()).containsExactly("userId", "amountFen", "openedAt");
        world.open(id, 2, 109, 200);
        world.open(id, 3, 110, 400);
        Answer finished = world.service.get(path + "?limit=2", 107);
        assertThat(finished.text("state")).isEqualTo("FINISHED");
        assertThat(finished.text("luckiestUserId")).isEqualTo("108");
        assertThat(finished.text("finishedAt")).isEqualTo("2026-11-23T10:00:00.003Z");
        assertThat(finished.body().get("opens").size()).isEqualTo(2);
        Answer rest = world.service.get(path + "?limit=2&cursor=" + finished.text("nextCursor"), 107);
        assertThat(rest.body().get("opens").get(0).get("userId").asString()).isEqualTo("110");
        assertThat(rest.body().has("nextCursor")).isFalse();
        assertThat(world.service.get(path + "?cursor=2", 107).text("code")).isEqualTo("INVALID_CURSOR");
        assertThat(world.service.get(path + "?limit=101", 107).text("code")).isEqualTo("INVALID_LIMIT");
    }

    @Test
    void showsTheNewestNamesAndCopiesThemAgainWhenTheyAreLost() throws Exception {
        String packet = world.packetOn(1, 112);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", world.kafka), new StringSerializer(), new StringSerializer())) {
            publish(producer, 112, profile(112, 2, "new"));
            publish(producer, 112, profile(112, 1, "old"));
            publish(producer, 112, "no profile");
            await().atMost(World.SOON).until(() -> "new".equals(nicknameOf(packet, 112)));
            RedisCommands.flushAll(world.redis);
            assertThat(nicknameOf(packet, 112)).isNull();
            await().atMost(World.SOON).until(() -> "new".equals(nicknameOf(packet, 112)));
            publish(producer, 112, profile(112, 3, "newer"));
            await().atMost(World.SOON).until(() -> "newer".equals(nicknameOf(packet, 112)));
        }
    }

    private @Nullable String nicknameOf(String packet, long sender) {
        JsonNode person =
                world.service.get("/v1/packets/" + packet, sender).body().path("sender");
        return person.hasNonNull("nickname") ? person.get("nickname").asString() : null;
    }

    private static String profile(long user, int version, String nickname) {
        return "{\"userId\":" + user + ",\"nickname\":\"" + nickname + "\",\"avatarUrl\":\"https://a.test/1\","
                + "\"version\":" + version + ",\"at\":\"2026-11-23T10:00:00.000Z\"}";
    }

    private static void publish(KafkaProducer<String, String> producer, long user, String json) throws Exception {
        producer.send(new ProducerRecord<>("profile-events", Long.toString(user), json))
                .get();
    }
}
