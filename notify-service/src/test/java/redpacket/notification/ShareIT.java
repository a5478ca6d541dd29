package redpacket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redpacket.common.event.PacketEvent;
import redpacket.notification.World.Answer;
import tools.jackson.databind.JsonNode;

class ShareIT {
    private static final String PACKET = "AAAAAAAAAAAAAAAAAAAAAAAA";

    private final World world = World.shared();

    @AfterEach
    void packetServiceIsWell() {
        world.packetServiceAway = false;
    }

    @Test
    void everyRecipientGetsOneMessageAShare() {
        long sender = World.users(301);
        Answer shared = share(sender, "key", users(sender + 1, 300));
        assertThat(shared.status()).as("%s", shared).isEqualTo(202);
        assertThat(shared.number("recipients")).isEqualTo(300);
        assertThat(share(sender, "key", users(sender + 1, 300)).body()).isEqualTo(shared.body());
        await().atMost(World.SOON)
                .untilAsserted(
                        () -> assertThat(world.value("SELECT COUNT(*) FROM notify.inbox WHERE source_event_id = 'share-"
                                        + shared.text("shareId") + "'"))
                                .isEqualTo("300"));
        JsonNode message = inbox(sender + 1).getFirst();
        assertThat(message.get("kind").asString()).isEqualTo("PACKET_SHARED");
        assertThat(message.get("packetId").asString()).isEqualTo(PACKET);
        assertThat(message.get("fromUserId").asString()).isEqualTo(Long.toString(sender));
        assertThat(inbox(sender + 300)).hasSize(1);
        assertThat(share(sender, "key", users(sender + 1, 2)).status()).isEqualTo(422);
    }

    @Test
    void aGroupIsEverybodyElseInIt() {
        long sender = World.users(4);
        String group = world.post(
                        sender,
                        "/v1/groups",
                        "g",
                        "{\"name\":\"g\",\"memberIds\":[\"" + (sender + 1) + "\",\"" + (sender + 2) + "\"]}")
                .text("groupId");
        Answer shared = share(sender, "key", "{\"groupId\":\"" + group + "\"}");
        assertThat(shared.number("recipients")).isEqualTo(2);
        await().atMost(World.SOON).until(() -> inbox(sender + 2).size() == 1);
        assertThat(inbox(sender)).isEmpty();
        assertThat(share(sender + 3, "key", "{\"groupId\":\"" + group + "\"}").status())
                .isEqualTo(404);
    }

    @Test
    void whoMayNotSeeThePacketSharesNothing() {
        long sender = World.users(2);
        String unknown = "BBBBBBBBBBBBBBBBBBBBBBBB";
        world.unknownPackets.add(unknown);
        Answer refused = world.post(sender, "/v1/packets/" + unknown + "/shares", "key", users(sender + 1, 1));
        assertThat(refused.status()).isEqualTo(404);
        world.packetServiceAway = true;
        assertThat(share(sender, "key", users(sender + 1, 1)).status()).isEqualTo(503);
        world.packetServiceAway = false;
        // Neither refusal has bound the key.
        assertThat(share(sender, "key", users(sender + 1, 1)).status()).isEqualTo(202);
    }

    @Test
    void followersHearOfItAndComeBackToWhatTheyMissed() throws Exception {
        long sender = World.users(2);
        long friend = sender + 1;
        String last;
        try (Events events = world.events(friend, null)) {
            assertThat(events.status).isEqualTo(200);
            share(sender, "one", users(friend, 1));
            await().atMost(World.SOON).until(() -> events.messages.size() == 1 && events.heartbeats.get() > 0);
            assertThat(events.messages.getFirst()).isEqualTo(inbox(friend).getFirst());
            last = events.ids.getFirst();
        }
        for (int i = 0; i < 60; i++) {
            share(sender, "missed" + i, users(friend, 1));
        }
        try (Events events = world.events(friend, last)) {
            await().atMost(World.SOON).until(() -> events.ids.size() == 60);
            List<Long> ids = events.ids.stream().map(Long::valueOf).toList();
            assertThat(ids).doesNotHaveDuplicates().isSorted().doesNotContain(Long.valueOf(last));
        }
    }

    /** Two put messages into one inbox: who hears of events, and who delivers shares. */
    @Test
    void aFollowerMissesNoMessageOfThoseThatComeFromTwoSidesAtOnce() throws Exception {
        int each = 40;
        long user = World.users(2 + each);
        try (Events events = world.events(user, null)) {
            for (int i = 0; i < each; i++) {
                world.publish(new PacketEvent.Opened(
                        "packet-" + user, user, Instant.parse("2026-06-01T10:00:00Z"), "", user + 2 + i, i + 1, 5, 0));
                assertThat(share(user + 1, "key-" + i, users(user, 1)).status()).isEqualTo(202);
            }
            await().atMost(World.SOON)
                    .untilAsserted(() -> assertThat(events.ids).hasSize(2 * each));
            assertThat(events.ids.stream().map(Long::valueOf)).isSorted().doesNotHaveDuplicates();
        }
        assertThat(world.value("SELECT COUNT(*) FROM notify.inbox WHERE user_id = " + user))
                .isEqualTo(Integer.toString(2 * each));
    }

    private Answer share(long sender, String key, String body) {
        return world.post(sender, "/v1/packets/" + PACKET + "/shares", key, body);
    }

    private static String users(long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(user -> "\"" + user + "\"")
                .collect(Collectors.joining(",", "{\"userIds\":[", "]}"));
    }

    private List<JsonNode> inbox(long user) {
        return world.get(user, "/v1/inbox").body().get("items").valueStream().toList();
    }
}
