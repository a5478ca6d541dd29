package redpacket.gateway.shed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UserRanksTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration TURN = Duration.ofMinutes(60);

    private static UserRanks at(Duration later) {
        return new UserRanks(Clock.fixed(START.plus(later), ZoneOffset.UTC), 60);
    }

    @Test
    void spreadsNeighboursEvenly() {
        int[] users = new int[UserRanks.COUNT];
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
    void staysForAFlow() {
        long moved = LongStream.rangeClosed(1, 10_000)
                .filter(user -> isServed(Duration.ZERO, user) != isServed(Duration.ofSeconds(29), user))
                .count();
        // One rank of 128 leaves at the bottom, one comes in at the top.
        assertThat(moved).isBetween(50L, 250L);
    }

    private static boolean isServed(Duration later, long user) {
        return at(later).of(user) < UserRanks.COUNT / 2;
    }

    @Test
    void bringsEverybodyEverywhereInOneTurn() {
        BitSet ranks = new BitSet();
        for (int step = 0; step < UserRanks.COUNT; step++) {
            ranks.set(at(TURN.multipliedBy(step).dividedBy(UserRanks.COUNT)).of(42));
        }
        assertThat(ranks.cardinality()).isGreaterThan(UserRanks.COUNT - 3);
        assertThat(at(TURN).of(42)).isEqualTo(at(Duration.ZERO).of(42));
    }
}
