package redpacket.gateway.shed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {
    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LATE = TimeUnit.MILLISECONDS.toNanos(1500);
    private static final int MAX = ShedDefaults.SETTINGS.limitMax();
    private static final int MIN = ShedDefaults.SETTINGS.limitMin();

    private long now = Long.MAX_VALUE - 3 * WINDOW;
    private final AdaptiveLimit limit = new AdaptiveLimit(ShedDefaults.SETTINGS, 1000, now);

    /** So many at once, answered in this time, at the end of a window. */
    private void batch(int size, long nanos) {
        int entered = 0;
        while (entered < size && limit.enter()) {
            entered++;
        }
        now += WINDOW + 1;
        for (int i = 0; i < entered; i++) {
            limit.leave(nanos, now);
        }
    }

    @Test
    void beginsAtItsEndAndHoldsIt() {
        for (int i = 0; i < MAX; i++) {
            assertThat(limit.enter()).isTrue();
        }
        assertThat(limit.enter()).isFalse();
        assertThat(limit.inFlight()).isEqualTo(MAX);
        limit.abandon();
        assertThat(limit.enter()).isTrue();
    }

    @Test
    void shrinksFromWhatIsInFlightWhenAnswersAreLate() {
        batch(500, LATE);
        batch(500, LATE);
        assertThat(limit.limit()).isLessThanOrEqualTo(400);
    }

    @Test
    void neverShrinksBelowItsLeast() {
        for (int i = 0; i < 100; i++) {
            batch(500, LATE);
        }
        assertThat(limit.limit()).isEqualTo(MIN);
        assertThat(limit.enter()).isTrue();
    }

    @Test
    void growsWhileItIsUsedAndAnswersAreInTime() {
        for (int i = 0; i < 100; i++) {
            batch(500, LATE);
        }
        batch(10, QUICK);
        batch(10, QUICK);
        batch(10, QUICK);
        int small = limit.limit();
        assertThat(small).isLessThan(MIN * 2);
        for (int i = 0; i < 60; i++) {
            batch(MAX, QUICK);
        }
        assertThat(limit.limit()).isEqualTo(MAX);
    }

    @Test
    void aFewLateAnswersAreNoOverload() {
        for (int i = 0; i < 95; i++) {
            assertThat(limit.enter()).isTrue();
        }
        for (int i = 0; i < 94; i++) {
            limit.leave(i < 5 ? LATE : QUICK, now);
        }
        now += WINDOW + 1;
        limit.leave(QUICK, now);
        assertThat(limit.limit()).isEqualTo(MAX);
    }
}
