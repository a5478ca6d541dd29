package redpacket.notification.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {
    private static final Duration NOW = Duration.ofMillis(1);

    private final OpenStreams streams = new OpenStreams(3, 2);

    @Test
    void aUserWhoHasTooManyLosesTheOldest() {
        InboxStream first = join(7);
        InboxStream second = join(7);
        InboxStream third = join(7);
        assertThat(first.bye()).contains(Bye.REPLACED);
        assertThat(second.isOpen()).isTrue();
        assertThat(third.isOpen()).isTrue();
        assertThat(streams.count()).isEqualTo(2);
        streams.leave(first);
        assertThat(streams.count()).isEqualTo(2);
    }

    @Test
    void allOfThemAreBoundedAndRoomComesBack() {
        join(1);
        InboxStream second = join(2);
        join(3);
        assertThat(streams.join(stream(4))).isEmpty();
        streams.leave(second);
        streams.leave(second);
        assertThat(streams.join(stream(4))).isPresent();
        assertThat(streams.users()).containsExactlyInAnyOrder(1L, 3L, 4L);
    }

    @Test
    void whoIsToldIsWokenAndNobodyElse() throws Exception {
        InboxStream seven = join(7);
        InboxStream eight = join(8);
        streams.wake(List.of(7L, 9L));
        streams.wake(List.of(7L));
        assertThat(seven.await(NOW)).isTrue();
        assertThat(seven.await(NOW)).isFalse();
        assertThat(eight.await(NOW)).isFalse();
    }

    @Test
    void whoIsBehindIsWoken() throws Exception {
        InboxStream seven = join(7);
        InboxStream eight = join(8);
        seven.wroteUpTo(20);
        streams.wakeBehind(Map.of(7L, 20L, 8L, 1L));
        assertThat(seven.await(NOW)).isFalse();
        assertThat(eight.await(NOW)).isTrue();
    }

    @Test
    void whoHasLookedIsNotWokenAgainForNumbersThatGaveNothing() throws Exception {
        InboxStream seven = join(7);
        streams.wakeBehind(Map.of(7L, 5L));
        assertThat(seven.await(NOW)).isTrue();
        // The look failed: it is woken again.
        streams.wakeBehind(Map.of(7L, 5L));
        assertThat(seven.await(NOW)).isTrue();
        seven.lookedUpTo(seven.announced());
        streams.wakeBehind(Map.of(7L, 5L));
        assertThat(seven.await(NOW)).isFalse();
        streams.wakeBehind(Map.of(7L, 6L));
        assertThat(seven.await(NOW)).isTrue();
    }

    @Test
    void whoCouldNotReadWhatTheyWereToldOfIsWokenAgain() throws Exception {
        OpenStreams streams = new OpenStreams(1, 1);
        InboxStream stream =
                streams.join(new InboxStream(1, 5, false, Instant.MAX)).orElseThrow();
        streams.wakeBehind();
        assertThat(stream.await(Duration.ofMillis(1))).isFalse();
        streams.wakeBehind(Map.of(1L, 9L));
        assertThat(stream.await(Duration.ofMillis(1))).isTrue();
        streams.wakeBehind();
        assertThat(stream.await(Duration.ofMillis(1))).isTrue();
        stream.lookedUpTo(9);
        streams.wakeBehind();
        assertThat(stream.await(Duration.ofMillis(1))).isFalse();
    }

    @Test
    void atTheEndAllAreEndedAndNobodyJoins() {
        InboxStream seven = join(7);
        streams.endAll();
        assertThat(seven.bye()).contains(Bye.SHUTDOWN);
        seven.end(Bye.TOKEN_EXPIRED);
        assertThat(seven.bye()).contains(Bye.SHUTDOWN);
        assertThat(streams.join(stream(8))).isEmpty();
    }

    private InboxStream join(long user) {
        return streams.join(stream(user)).orElseThrow();
    }

    private static InboxStream stream(long user) {
        return new InboxStream(user, 0, false, Instant.MAX);
    }
}
