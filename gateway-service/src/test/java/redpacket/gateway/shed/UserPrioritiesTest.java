package redpacket.gateway.shed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UserPrioritiesTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration TURN = Duration.ofMinutes(60);

    private static UserPriorities at(Duration later) {
        return new UserPriorities(Clock.fixed(START.plus(later), ZoneOffset.UTC), 60);
    }

    @Test
    void spreadsNeighbouringIdsEvenly() {
        int[] users = new int[UserPriorities.COUNT];
        LongStream.rangeClosed(1, 128_000)
                .forEach(user -> users[at(Duration.ZERO).of(user)]++);
        for (int count : users) {
            assertThat(count).isBetween(850, 1150);
        }
    }

    @Test
    void allGatewaysAgree() {
        for (long user = 1; user < 1000; user++) {
            assertThat(at(Duration.ofMinutes(7)).of(user))
                    .isEqualTo(at(Duration.ofMinutes(7)).of(user));
        }
    }

    @Test
    void changesFewUsersDuringAFlow() {
        long moved = LongStream.rangeClosed(1, 10_000)
                .filter(user -> isServed(Duration.ZERO, user) != isServed(Duration.ofSeconds(29), user))
                .count();
        // One of 128 priorities moves from the last place to the first.
        assertThat(moved).isBetween(50L, 250L);
    }

    private static boolean isServed(Duration later, long user) {
        return at(later).of(user) < UserPriorities.COUNT / 2;
    }

    @Test
    void eachUserHasEveryPriorityInOneTurn() {
        BitSet priorities = new BitSet();
        for (int step = 0; step < UserPriorities.COUNT; step++) {
            priorities.set(
                    at(TURN.multipliedBy(step).dividedBy(UserPriorities.COUNT)).of(42));
        }
        assertThat(priorities.cardinality()).isGreaterThan(UserPriorities.COUNT - 3);
        assertThat(at(TURN).of(42)).isEqualTo(at(Duration.ZERO).of(42));
    }
}
