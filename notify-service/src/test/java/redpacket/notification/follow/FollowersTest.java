package redpacket.notification.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FollowersTest {
    private static final Duration NOW = Duration.ofMillis(1);

    private final Followers followers = new Followers(3, 2);

    @Test
    void aUserWhoHasTooManyLosesTheOldest() {
        Follower first = join(7);
        Follower second = join(7);
        Follower third = join(7);
        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isTrue();
        assertThat(third.isOpen()).isTrue();
        assertThat(followers.count()).isEqualTo(2);
        followers.leave(first);
        assertThat(followers.count()).isEqualTo(2);
    }

    @Test
    void allOfThemAreBoundedAndRoomComesBack() {
        join(1);
        Follower second = join(2);
        join(3);
        assertThat(followers.join(4, 0)).isEmpty();
        followers.leave(second);
        followers.leave(second);
        assertThat(followers.join(4, 0)).isPresent();
        assertThat(followers.users()).containsExactlyInAnyOrder(1L, 3L, 4L);
    }

    @Test
    void whoIsToldIsWokenAndNobodyElse() throws Exception {
        Follower seven = join(7);
        Follower eight = join(8);
        followers.wake(List.of(7L, 9L));
        followers.wake(List.of(7L));
        assertThat(seven.await(NOW)).isTrue();
        assertThat(seven.await(NOW)).isFalse();
        assertThat(eight.await(NOW)).isFalse();
    }

    @Test
    void whoIsBehindIsWoken() throws Exception {
        Follower seven = join(7);
        Follower eight = join(8);
        seven.wroteUpTo(20);
        followers.wakeBehind(Map.of(7L, 20L, 8L, 1L));
        assertThat(seven.await(NOW)).isFalse();
        assertThat(eight.await(NOW)).isTrue();
    }

    @Test
    void whoHasLookedIsNotWokenAgainForNumbersThatGaveNothing() throws Exception {
        Follower seven = join(7);
        followers.wakeBehind(Map.of(7L, 5L));
        assertThat(seven.await(NOW)).isTrue();
        // The look failed: it is woken again.
        followers.wakeBehind(Map.of(7L, 5L));
        assertThat(seven.await(NOW)).isTrue();
        seven.lookedUpTo(seven.heardOf());
        followers.wakeBehind(Map.of(7L, 5L));
        assertThat(seven.await(NOW)).isFalse();
        followers.wakeBehind(Map.of(7L, 6L));
        assertThat(seven.await(NOW)).isTrue();
    }

    @Test
    void whoCouldNotReadWhatTheyWereToldOfIsWokenAgain() throws Exception {
        Followers followers = new Followers(1, 1);
        Follower follower = followers.join(1, 5).orElseThrow();
        followers.wakeBehind();
        assertThat(follower.await(Duration.ofMillis(1))).isFalse();
        followers.wakeBehind(Map.of(1L, 9L));
        assertThat(follower.await(Duration.ofMillis(1))).isTrue();
        followers.wakeBehind();
        assertThat(follower.await(Duration.ofMillis(1))).isTrue();
        follower.lookedUpTo(9);
        followers.wakeBehind();
        assertThat(follower.await(Duration.ofMillis(1))).isFalse();
    }

    @Test
    void atTheEndAllAreEndedAndNobodyJoins() {
        Follower seven = join(7);
        followers.endAll();
        assertThat(seven.isOpen()).isFalse();
        assertThat(followers.join(8, 0)).isEmpty();
    }

    private Follower join(long user) {
        return followers.join(user, 0).orElseThrow();
    }
}
