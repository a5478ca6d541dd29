package redpacket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import redpacket.common.event.PacketEvent;
import redpacket.notification.World.Answer;
import tools.jackson.databind.JsonNode;

/** What happens to packets, in whatever order and however often it is told, becomes records and messages once. */
class RecordIT {
    private static final Instant AT = Instant.parse("2026-06-01T10:00:00Z");

    private final World world = World.shared();

    @Test
    void eventsTakeEffectOnceInAnyOrder() {
        long sender = World.users(3);
        String first = packet(sender, 1);
        String second = packet(sender, 2);
        List<PacketEvent> events = List.of(
                new PacketEvent.Finished(first, sender, AT.plusSeconds(3), "", 2, 1_000, sender + 1),
                open(first, sender, sender + 1, 1, 700),
                new PacketEvent.Sent(first, sender, AT, "", "LUCKY", 1_000, 2, AT.plusSeconds(86_400)),
                open(first, sender, sender + 2, 2, 300),
                new PacketEvent.Sent(second, sender, AT.plusSeconds(9), "", "EQUAL", 500, 5, AT.plusSeconds(60)),
                new PacketEvent.Closed(second, sender, AT.plusSeconds(70), "", 500, 0, 0));
        events.forEach(world::publish);
        events.reversed().forEach(world::publish);
        events.forEach(world::publish);
        await().atMost(World.SOON)
                .untilAsserted(() -> assertThat(statistics(sender)).isEqualTo("2 1500 0 0 0"));
        await().atMost(World.SOON)
                .untilAsserted(() -> assertThat(statistics(sender + 1)).isEqualTo("0 0 1 700 1"));
        assertThat(statistics(sender + 2)).isEqualTo("0 0 1 300 0");
        assertThat(world.get(sender, "/v1/packets/statistics?year=2025").number("sentCount"))
                .isZero();

        await().atMost(World.SOON)
                .untilAsserted(() -> assertThat(items(sender, "/v1/packets/sent"))
                        .extracting(item -> item.get("packetId").asString() + " "
                                + item.get("state").asString())
                        .containsExactly(second + " REFUNDED", first + " FINISHED"));
        JsonNode received = items(sender + 1, "/v1/packets/received").getFirst();
        assertThat(received.get("amountFen").asLong()).isEqualTo(700);
        assertThat(received.get("senderId").asString()).isEqualTo(Long.toString(sender));
        assertThat(received.get("openedAt").asString()).isEqualTo("2026-06-01T10:00:01.000Z");
        await().atMost(World.SOON)
                .untilAsserted(() -> assertThat(items(sender, "/v1/inbox"))
                        .extracting(item -> item.get("kind").asString())
                        .containsExactlyInAnyOrder(
                                "PACKET_FINISHED", "PACKET_OPENED", "PACKET_OPENED", "PACKET_REFUNDED"));
        assertThat(items(sender + 1, "/v1/inbox"))
                .extracting(item -> item.get("kind").asString())
                .containsExactly("MONEY_RECEIVED");
    }

    @Test
    void aMessageSaysWhatItWasToldInEveryLetter() {
        long sender = World.users(2);
        String sponsor = "O'Neil \\ \"红包\" 🧧'); --";
        world.publish(new PacketEvent.PrizeWon(
                packet(sender, 1), sender, AT, "", sender + 1, "prize-" + sender, "c", sponsor));
        await().atMost(World.SOON).until(() -> items(sender + 1, "/v1/inbox").size() == 1);
        JsonNode message = items(sender + 1, "/v1/inbox").getFirst();
        assertThat(message.get("text").asString()).isEqualTo("You won a prize of " + sponsor + ".");
        assertThat(message.get("prizeId").asString()).isEqualTo("prize-" + sender);
        assertThat(message.get("at").asString()).isEqualTo("2026-06-01T10:00:00.000Z");
    }

    @Test
    void listsSayHowLateTheyAre() {
        long user = World.users(1);
        Instant now = Instant.now();
        await().atMost(World.SOON).untilAsserted(() -> {
            Answer list = world.get(user, "/v1/packets/sent");
            assertThat(list.body().get("items").isEmpty()).isTrue();
            assertThat(Instant.parse(list.text("asOf"))).isAfter(now);
        });
        assertThat(world.get(user, "/v1/packets/statistics?year=x").status()).isEqualTo(400);
        assertThat(world.get(user, "/v1/packets/sent?limit=101").status()).isEqualTo(400);
    }

    @Test
    void listsGoOnByCursor() {
        long sender = World.users(1);
        for (int i = 0; i < 5; i++) {
            world.publish(new PacketEvent.Sent(
                    packet(sender, i), sender, AT.plusSeconds(i), "", "LUCKY", 100, 1, AT.plusSeconds(86_400)));
        }
        await().atMost(World.SOON).until(() -> items(sender, "/v1/packets/sent").size() == 5);
        Answer first = world.get(sender, "/v1/packets/sent?limit=3");
        Answer second = world.get(sender, "/v1/packets/sent?limit=3&cursor=" + first.text("nextCursor"));
        assertThat(second.body()
                        .get("items")
                        .valueStream()
                        .map(item -> item.get("packetId").asString()))
                .containsExactly(packet(sender, 1), packet(sender, 0));
        assertThat(second.body().has("nextCursor")).isFalse();
    }

    @Test
    void aYearIsOfShanghai() {
        long sender = World.users(1);
        world.publish(sent(packet(sender, 1), sender, Instant.parse("2025-12-31T15:59:59.999Z")));
        world.publish(sent(packet(sender, 2), sender, Instant.parse("2025-12-31T16:00:00Z")));
        await().atMost(World.SOON)
                .untilAsserted(() -> assertThat(statistics(sender)).isEqualTo("1 100 0 0 0"));
        await().atMost(World.SOON)
                .until(() ->
                        world.get(sender, "/v1/packets/statistics?year=2025").number("sentCount") == 1);
        assertThat(world.get(sender, "/v1/packets/statistics").text("zone")).isEqualTo("Asia/Shanghai");
    }

    private static PacketEvent sent(String packet, long sender, Instant at) {
        return new PacketEvent.Sent(packet, sender, at, "", "LUCKY", 100, 1, at.plusSeconds(60));
    }

    @Test
    void aProfileIsWhatItWasChangedTo() {
        long user = World.users(1);
        assertThat(world.get(user, "/v1/profile").text("nickname")).isEmpty();
        assertThat(world.call(
                                "PUT",
                                "/v1/profile",
                                user,
                                null,
                                "{\"nickname\":\"小明\",\"avatarUrl\":\"https://example.com/a.png\"}")
                        .status())
                .isEqualTo(200);
        assertThat(world.get(user, "/v1/profile").text("nickname")).isEqualTo("小明");
        assertThat(world.call("PUT", "/v1/profile", user, null, "{\"nickname\":\"a\",\"avatarUrl\":\"http://x\"}")
                        .status())
                .isEqualTo(400);
        Answer changed = world.get(0, "/internal/v1/profiles?since=2026-01-01T00:00:00Z&after=0");
        assertThat(changed.body()
                        .get("items")
                        .valueStream()
                        .map(item -> item.get("userId").asLong()))
                .contains(user);
    }

    private String statistics(long user) {
        Answer answer = world.get(user, "/v1/packets/statistics?year=2026");
        return answer.number("sentCount") + " " + answer.number("sentFen") + " " + answer.number("receivedCount") + " "
                + answer.number("receivedFen") + " " + answer.number("luckiestCount");
    }

    private List<JsonNode> items(long user, String path) {
        return world.get(user, path).body().get("items").valueStream().toList();
    }

    private static PacketEvent open(String packet, long sender, long user, int sequence, long fen) {
        return new PacketEvent.Opened(packet, sender, AT.plusSeconds(sequence), "", user, sequence, fen, 2 - sequence);
    }

    private static String packet(long sender, int number) {
        return "packet-" + sender + "-" + number;
    }
}
