package redpacket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.common.event.PacketEvent;

/** How streams of events begin and end. */
class StreamIT {
    private static final Instant AT = Instant.parse("2026-06-01T10:00:00Z");

    private final World world = World.shared();

    @ParameterizedTest
    @ValueSource(strings = {"0", "x", "9223372036854775807", "00", "-1", "12345"})
    void anIdThatTheInboxDoesNotHaveBeginsTheStreamAnew(String lastEventId) {
        long user = World.users(3);
        String before = messageTo(user, user + 1);
        try (Events events = world.events(user, lastEventId)) {
            assertThat(events.status).isEqualTo(200);
            assertThat(events.headers.firstValue("X-Accel-Buffering")).contains("no");
            await().atMost(World.SOON).until(() -> !events.named.isEmpty());
            assertThat(events.named).containsExactly("reset {\"reason\":\"UNKNOWN_LAST_EVENT_ID\"}");
            assertThat(events.ids).containsExactly(before);
            assertThat(events.messages).isEmpty();
            String after = messageTo(user, user + 2);
            await().atMost(World.SOON).until(() -> events.messages.size() == 1);
            assertThat(events.ids).containsExactly(before, after);
        }
    }

    @Test
    void aMessageOfAnotherInboxIsUnknownAndAKnownOneIsNoReset() {
        long user = World.users(3);
        String own = messageTo(user, user + 1);
        String ofAnother = messageTo(user + 2, user + 1);
        try (Events events = world.events(user, ofAnother)) {
            await().atMost(World.SOON).until(() -> !events.named.isEmpty());
            assertThat(events.named.getFirst()).startsWith("reset ");
        }
        try (Events events = world.events(user, own)) {
            await().atMost(World.SOON).until(() -> events.heartbeats.get() > 0);
            assertThat(events.named).isEmpty();
            assertThat(events.messages).isEmpty();
        }
    }

    @Test
    void aUserHasFiveStreamsAndTheOldestEnds() {
        long user = World.users(1);
        List<Events> events = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Events open = world.events(user, null);
            assertThat(open.status).isEqualTo(200);
            events.add(open);
        }
        await().atMost(World.SOON).until(() -> events.getFirst().ended);
        assertEndedBy(events.getFirst(), "REPLACED");
        assertThat(events.subList(1, 6)).noneMatch(open -> open.ended);
        events.forEach(Events::close);
    }

    @Test
    void aStreamEndsWithItsToken() {
        long user = World.users(2);
        long now = Instant.now().getEpochSecond();
        try (Events ends = world.events(user, null, now + 2);
                Events stays = world.events(user, null, now + 3_600)) {
            assertThat(ends.status).isEqualTo(200);
            await().atMost(World.SOON).until(() -> ends.ended);
            assertEndedBy(ends, "TOKEN_EXPIRED");
            assertThat(Instant.now()).isAfterOrEqualTo(Instant.ofEpochSecond(now + 2));
            assertThat(stays.ended).isFalse();
        }
    }

    /** The last retry of a stream is the one that its client keeps. */
    private static void assertEndedBy(Events events, String reason) {
        assertThat(events.named).containsExactly("bye {\"reason\":\"" + reason + "\"}");
        assertThat(events.retries.getLast()).isBetween(5_000L, 9_999L);
    }

    /** Puts a message into an inbox; its id. */
    private String messageTo(long user, long opener) {
        String packet = "packet-" + user + "-" + opener;
        world.publish(new PacketEvent.Opened(packet, user, AT, "", opener, 1, 5, 0));
        await().atMost(World.SOON)
                .until(() -> world.get(user, "/v1/inbox").body().toString().contains(packet));
        return world.get(user, "/v1/inbox")
                .body()
                .get("items")
                .get(0)
                .get("messageId")
                .asString();
    }
}
