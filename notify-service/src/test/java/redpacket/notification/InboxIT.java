package redpacket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import redpacket.common.event.PacketEvent;
import redpacket.notification.World.Answer;
import tools.jackson.databind.JsonNode;

/** Messages are read up to one, and cursors belong to one list of one user. */
class InboxIT {
    private static final Instant AT = Instant.parse("2026-06-01T10:00:00Z");

    private final World world = World.shared();

    @Test
    void everythingUpToAMessageIsReadOnceAndStaysSo() {
        long user = withMessages(5);
        List<JsonNode> unread = items(user);
        assertThat(world.get(user, "/v1/inbox?limit=1").number("unreadCount")).isEqualTo(5);
        assertThat(unread).noneMatch(message -> message.has("readAt"));

        assertThat(read(user, unread.get(2)).number("unreadCount")).isEqualTo(2);
        List<JsonNode> read = items(user);
        assertThat(read.subList(0, 2)).noneMatch(message -> message.has("readAt"));
        assertThat(read.subList(2, 5)).allMatch(message -> message.has("readAt"));

        assertThat(read(user, unread.get(2)).number("unreadCount")).isEqualTo(2);
        assertThat(read(user, unread.get(4)).number("unreadCount")).isEqualTo(2);
        assertThat(items(user)).isEqualTo(read);
        assertThat(read(user, unread.get(0)).number("unreadCount")).isZero();
        assertThat(items(user).subList(2, 5)).isEqualTo(read.subList(2, 5));
    }

    @Test
    void anInboxWithoutMessagesHasNoneToRead() {
        long user = World.users(1);
        assertThat(world.get(user, "/v1/inbox").number("unreadCount")).isZero();
        assertThat(put(user, "{\"upTo\":\"7\"}").number("unreadCount")).isZero();
        for (String body : List.of("{}", "{\"upTo\":\"x\"}", "{\"upTo\":\"07\"}", "{\"upTo\":7}", "{\"upTo\":null}")) {
            assertThat(put(user, body).status()).as(body).isEqualTo(400);
        }
    }

    @Test
    void aCursorBelongsToOneListOfOneUser() {
        long user = withMessages(3);
        long other = withMessages(3);
        String cursor = world.get(user, "/v1/inbox?limit=1").text("nextCursor");
        assertThat(world.get(user, "/v1/inbox?limit=2&cursor=" + cursor).status())
                .isEqualTo(200);
        assertInvalidCursor(world.get(other, "/v1/inbox?cursor=" + cursor));
        assertInvalidCursor(world.get(user, "/v1/groups?cursor=" + cursor));
        assertInvalidCursor(world.get(user, "/v1/packets/sent?cursor=" + cursor));
        assertInvalidCursor(world.get(user, "/v1/packets/received?cursor=" + cursor));
        assertInvalidCursor(world.get(user, "/v1/inbox?kind=THANKS&cursor=" + cursor));
        assertInvalidCursor(world.get(user, "/v1/inbox?cursor=AAAAAAAAAAE"));
    }

    private static void assertInvalidCursor(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("INVALID_CURSOR");
    }

    /** A user with so many messages. */
    private long withMessages(int count) {
        long user = World.users(count + 1);
        for (int i = 1; i <= count; i++) {
            world.publish(
                    new PacketEvent.Opened("packet-" + user, user, AT.plusSeconds(i), "", user + i, i, 5, count - i));
        }
        await().atMost(World.SOON).until(() -> items(user).size() == count);
        return user;
    }

    private List<JsonNode> items(long user) {
        return world.get(user, "/v1/inbox").body().get("items").valueStream().toList();
    }

    private Answer read(long user, JsonNode message) {
        Answer answer = put(user, "{\"upTo\":\"" + message.get("messageId").asString() + "\"}");
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private Answer put(long user, String body) {
        return world.call("PUT", "/v1/inbox/read", user, null, body);
    }
}
