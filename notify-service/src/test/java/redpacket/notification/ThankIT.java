package redpacket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redpacket.common.event.PacketEvent;
import redpacket.notification.World.Answer;
import tools.jackson.databind.JsonNode;

/** An opener thanks once, and the sender hears of it once. */
class ThankIT {
    private static final Instant AT = Instant.parse("2026-06-01T10:00:00Z");

    private final World world = World.shared();
    private final long sender = World.users(3);
    private final long opener = sender + 1;
    private final String packet = "%024d".formatted(sender);

    @AfterEach
    void packetServiceAnswers() {
        world.packetServiceAway = false;
    }

    @Test
    void theFirstThanksOfAnOpenerStay() {
        world.openings.put(packet, "{\"senderId\":" + sender + ",\"opened\":true}");
        Answer first = thank("one", "Ame\u0301lie says \uD83D\uDE4F");
        assertThat(first.status()).as("%s", first).isEqualTo(201);
        assertThat(first.text("packetId")).isEqualTo(packet);
        assertThat(first.text("text")).isEqualTo("Am\u00E9lie says \uD83D\uDE4F");
        assertThat(first.text("at")).isNotEmpty();
        assertThat(thank("one", "Am\u00E9lie says \uD83D\uDE4F")).isEqualTo(first);
        assertThat(thank("two", "something else")).isEqualTo(first);
        assertThat(thank("one", "something else").status()).isEqualTo(422);

        JsonNode message = world.get(sender, "/v1/inbox").body().get("items").get(0);
        assertThat(world.get(sender, "/v1/inbox").body().get("items").size()).isOne();
        assertThat(message.get("kind").asString()).isEqualTo("THANKS");
        assertThat(message.get("text").asString()).isEqualTo(first.text("text"));
        assertThat(message.get("packetId").asString()).isEqualTo(packet);
        assertThat(message.get("fromUserId").asString()).isEqualTo(Long.toString(opener));

        String shown = "/internal/v1/packets/" + packet + "/thanks?users=" + opener + "," + (opener + 1);
        JsonNode given = world.get(0, shown).body().get("items");
        assertThat(given.size()).isOne();
        assertThat(given.get(0).get("userId").asLong()).isEqualTo(opener);
        assertThat(given.get(0).get("text").asString()).isEqualTo(first.text("text"));
    }

    @Test
    void theRecordsAreEnoughWhilePacketServiceIsAway() {
        world.publish(new PacketEvent.Opened(packet, sender, AT, "", opener, 1, 5, 0));
        await().atMost(World.SOON)
                .until(() ->
                        world.get(opener, "/v1/packets/statistics?year=2026").number("receivedCount") == 1);
        world.packetServiceAway = true;
        assertThat(thank("one", "thanks").status()).isEqualTo(201);
    }

    @Test
    void onlyAnOpenerThanks() {
        world.openings.put(packet, "{\"senderId\":" + sender + ",\"opened\":false}");
        Answer refused = thank("one", "thanks");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("NOT_OPENED");
        world.unknownPackets.add(packet);
        assertThat(thank("one", "thanks").status()).isEqualTo(404);
        world.packetServiceAway = true;
        assertThat(thank("one", "thanks").status()).isEqualTo(503);
        assertThat(world.get(sender, "/v1/inbox").body().get("items").isEmpty()).isTrue();
    }

    @Test
    void theTextIsVisibleAndOfTwentyCharactersAtMostAndAKeyIsNeeded() {
        world.openings.put(packet, "{\"senderId\":" + sender + ",\"opened\":true}");
        for (String bad : List.of("", " ", "\u200B", "x".repeat(21), "a\u202Eb")) {
            assertThat(thank("one", bad).text("code")).isEqualTo("INVALID_TEXT");
        }
        assertThat(world.post(opener, path(), null, "{\"text\":\"thanks\"}").text("code"))
                .isEqualTo("IDEMPOTENCY_KEY_MISSING");
        assertThat(thank("one", "\uD83E\uDDE7".repeat(20)).status()).isEqualTo(201);
    }

    @Test
    void twinsGiveThanksOnce() throws Exception {
        world.openings.put(packet, "{\"senderId\":" + sender + ",\"opened\":true}");
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Answer>> calls = IntStream.range(0, 8)
                    .<Callable<Answer>>mapToObj(i -> () -> thank("key-" + i % 2, "thanks"))
                    .toList();
            Set<Object> answers = new HashSet<>();
            for (Future<Answer> call : threads.invokeAll(calls)) {
                assertThat(call.resultNow().status()).isEqualTo(201);
                answers.add(call.resultNow().body());
            }
            assertThat(answers).hasSize(1);
        }
        assertThat(world.get(sender, "/v1/inbox").body().get("items").size()).isOne();
    }

    @Test
    void groupsSharesAndThanksEachKeepTheirOwnKeys() {
        world.openings.put(packet, "{\"senderId\":" + sender + ",\"opened\":true}");
        assertThat(thank("same", "thanks").status()).isEqualTo(201);
        assertThat(world.post(opener, "/v1/groups", "same", "{\"name\":\"g\",\"memberIds\":[]}")
                        .status())
                .isEqualTo(201);
        String recipients = "{\"userIds\":[\"" + sender + "\"]}";
        assertThat(world.post(opener, "/v1/packets/" + packet + "/shares", "same", recipients)
                        .status())
                .isEqualTo(202);
    }

    private Answer thank(String key, String text) {
        return world.post(opener, path(), key, "{\"text\":\"" + text + "\"}");
    }

    private String path() {
        return "/v1/packets/" + packet + "/thanks";
    }
}
