package redpacket.gateway.shed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {
    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LATE = TimeUnit.MILLISECONDS.toNanos(1500);
    private static final int START = ShedDefaults.SETTINGS.limitStart();
    private static final int MAX = ShedDefaults.SETTINGS.limitMax();
    private static final int MIN = ShedDefaults.SETTINGS.limitMin();

    private long now = Long.MAX_VALUE - 3 * WINDOW;
    private final AdaptiveLimit limit =
            new AdaptiveLimit(ShedDefaults.SETTINGS, ShedDefaults.SETTINGS.grabsOrOpens(), 1000, now);

    /** So many at once, answered in this time; the window that this ends is judged with the next answer after it. */
    private void batch(int size, long nanos) {
        int entered = 0;
        while (entered < size && limit.enter(now)) {
            entered++;
        }
        for (int i = 0; i < entered; i++) {
            limit.leave(nanos, now);
        }
        now += WINDOW + 1;
    }

    private void endWindow() {
        assertThat(limit.enter(now)).isTrue();
        limit.leave(QUICK, now);
    }

    @Test
    void beginsAtItsStartAndHoldsIt() {
        for (int i = 0; i < START; i++) {
            assertThat(limit.enter(now)).isTrue();
        }
        assertThat(limit.enter(now)).isFalse();
        assertThat(limit.inFlight()).isEqualTo(START);
        limit.abandon(0, now);
        assertThat(limit.enter(now)).isTrue();
    }

    @Test
    void fallsToWhatIsAnsweredInTimeByHalfAtTheMost() {
        // 100 in a window are 400 a second, and so many are answered in the second that is in time.
        batch(100, LATE);
        for (int i = 0; i < 400; i++) {
            assertThat(limit.enter(now)).isTrue();
        }
        limit.leave(LATE, now);
        assertThat(limit.limit()).isEqualTo(319);
        now += WINDOW + 1;
        for (int i = 0; i < 25; i++) {
            limit.leave(LATE, now);
        }
        now += WINDOW + 1;
        limit.leave(LATE, now);
        assertThat(limit.limit()).isEqualTo(159);
    }

    @Test
    void oneSlowCommitDoesNotMakeItFallBelowTheRateOfTheLastSecond() {
        // 512 in each window of a quarter of a second are some 2,000 a second.
        for (int i = 0; i < 12; i++) {
            batch(512, QUICK);
        }
        int before = limit.limit();
        batch(60, LATE);
        endWindow();
        assertThat(limit.limit()).isLessThan(before).isGreaterThan(512);
        for (int i = 0; i < 24; i++) {
            batch(60, LATE);
        }
        endWindow();
        assertThat(limit.limit()).as("60 a window go on").isBetween(MIN, 260);
    }

    @Test
    void restIsNoPartOfARate() {
        for (int i = 0; i < 12; i++) {
            batch(512, QUICK);
        }
        int before = limit.limit();
        now += 60 * WINDOW;
        batch(512, QUICK);
        endWindow();
        assertThat(limit.limit()).isEqualTo(before);
    }

    @Test
    void whoGivesUpWhenItIsLateHasBeenLate() {
        for (int window = 0; window < 3; window++) {
            for (int i = 0; i < 100; i++) {
                assertThat(limit.enter(now)).isTrue();
            }
            for (int i = 0; i < 100; i++) {
                limit.abandon(LATE, now);
            }
            now += WINDOW + 1;
        }
        assertThat(limit.limit()).isLessThan(START);
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void whoGivesUpBeforeSaysNothing() {
        for (int i = 0; i < 500; i++) {
            assertThat(limit.enter(now)).isTrue();
            limit.abandon(QUICK, now);
            now += WINDOW / 100;
        }
        assertThat(limit.limit()).isEqualTo(START);
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void inCalmItIsAFewTimesWhatIsAnsweredInTime() {
        for (int i = 0; i < 60; i++) {
            batch(MAX, QUICK);
        }
        assertThat(limit.limit()).isEqualTo(MAX);
        for (int i = 0; i < 24; i++) {
            batch(50, QUICK);
        }
        endWindow();
        assertThat(limit.limit()).isBetween(START, MAX - 1);
    }

    @Test
    void neverShrinksBelowItsLeast() {
        for (int i = 0; i < 100; i++) {
            batch(500, LATE);
        }
        assertThat(limit.limit()).isEqualTo(MIN);
        assertThat(limit.enter(now)).isTrue();
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
            assertThat(limit.enter(now)).isTrue();
        }
        for (int i = 0; i < 94; i++) {
            limit.leave(i < 5 ? LATE : QUICK, now);
        }
        now += WINDOW + 1;
        limit.leave(QUICK, now);
        assertThat(limit.limit()).isEqualTo(START);
    }

    @Test
    void whatWasTooMuchIsForgottenWhenNoneWasLateForAWhile() {
        for (int i = 0; i < 100; i++) {
            batch(500, LATE);
        }
        now += 18 * WINDOW;
        assertThat(limit.enter(now)).isTrue();
        assertThat(limit.limit()).isEqualTo(MIN);
        now += 3 * WINDOW;
        assertThat(limit.enter(now)).isTrue();
        assertThat(limit.limit()).isEqualTo(START);
    }

    @Test
    void callsThatCostMoreHaveAPartOfIt() {
        AdaptiveLimit quarter = new AdaptiveLimit(ShedDefaults.SETTINGS, ShedDefaults.SETTINGS.others(), 1000, now);
        for (int i = 0; i < START / 4; i++) {
            assertThat(quarter.enter(now)).isTrue();
        }
        assertThat(quarter.enter(now)).isFalse();
    }

    @Test
    void growsAtOnceToWhatIsAnsweredInTime() {
        // 400 in a window are 1,600 a second.
        batch(400, QUICK);
        endWindow();
        assertThat(limit.limit()).isBetween(1_250, 1_281);
    }

    @Test
    void doublesWhereAnswersTakeAFractionOfTheTimeAndElseGrowsByAFifth() {
        batch(300, QUICK);
        // In a second, so that growth and not their rate is what it grows by.
        now += 3 * WINDOW;
        limit.leave(QUICK, now);
        assertThat(limit.limit()).isEqualTo(2 * START);
        AdaptiveLimit slow = new AdaptiveLimit(ShedDefaults.SETTINGS, ShedDefaults.SETTINGS.grabsOrOpens(), 1000, now);
        for (int i = 0; i < START; i++) {
            assertThat(slow.enter(now)).isTrue();
        }
        for (int i = 0; i < START - 1; i++) {
            slow.leave(TimeUnit.MILLISECONDS.toNanos(900), now);
        }
        now += 4 * WINDOW;
        slow.leave(TimeUnit.MILLISECONDS.toNanos(900), now);
        assertThat(slow.limit()).isEqualTo((int) Math.ceil(1.2 * START));
    }
}
