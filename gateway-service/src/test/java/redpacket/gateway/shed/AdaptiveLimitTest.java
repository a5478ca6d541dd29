package redpacket.gateway.shed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {
    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LATE = TimeUnit.MILLISECONDS.toNanos(1500);
    private static final long BOUND = TimeUnit.SECONDS.toNanos(1);
    private static final int START = ShedDefaults.SETTINGS.limitStart();
    private static final int MAX = ShedDefaults.SETTINGS.limitMax();
    private static final int MIN = ShedDefaults.SETTINGS.limitMin();

    private long now = Long.MAX_VALUE - 3 * WINDOW;
    private final AdaptiveLimit limit =
            new AdaptiveLimit(ShedDefaults.SETTINGS, ShedDefaults.SETTINGS.grabsOrOpens(), now);

    /** A batch of calls, answered in this time. The next answer ends its window. */
    private void batch(int size, long nanos) {
        int entered = 0;
        while (entered < size && limit.tryAcquire(now)) {
            entered++;
        }
        for (int i = 0; i < entered; i++) {
            limit.release(nanos, BOUND, now);
        }
        now += WINDOW + 1;
    }

    private void endWindow() {
        assertThat(limit.tryAcquire(now)).isTrue();
        limit.release(QUICK, BOUND, now);
    }

    @Test
    void beginsAtItsStart() {
        for (int i = 0; i < START; i++) {
            assertThat(limit.tryAcquire(now)).isTrue();
        }
        assertThat(limit.tryAcquire(now)).isFalse();
        assertThat(limit.inFlight()).isEqualTo(START);
        limit.releaseUnused();
        assertThat(limit.tryAcquire(now)).isTrue();
    }

    @Test
    void fallsToTheCallsAnsweredInTimeByHalfAtMost() {
        // 100 answers in a window are 400 a second, and the bound is a second.
        batch(100, LATE);
        for (int i = 0; i < 400; i++) {
            assertThat(limit.tryAcquire(now)).isTrue();
        }
        limit.release(LATE, BOUND, now);
        assertThat(limit.limit()).isEqualTo(319);
        now += WINDOW + 1;
        for (int i = 0; i < 25; i++) {
            limit.release(LATE, BOUND, now);
        }
        now += WINDOW + 1;
        limit.release(LATE, BOUND, now);
        assertThat(limit.limit()).isEqualTo(159);
    }

    @Test
    void oneSlowCommitDoesNotMakeItFallBelowTheRateOfTheLastSecond() {
        // 512 answers in each window are some 2,000 a second.
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
        assertThat(limit.limit()).as("60 answers a window for a while").isBetween(MIN, 260);
    }

    @Test
    void idleTimeDoesNotLowerTheRate() {
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
    void aCallWithoutAnswerThatWasLateCountsAsLate() {
        for (int window = 0; window < 3; window++) {
            for (int i = 0; i < 100; i++) {
                assertThat(limit.tryAcquire(now)).isTrue();
            }
            for (int i = 0; i < 100; i++) {
                limit.releaseUnanswered(LATE, BOUND, now);
            }
            now += WINDOW + 1;
        }
        assertThat(limit.limit()).isLessThan(START);
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void aCallWithoutAnswerThatWasNotLateDoesNotCount() {
        for (int i = 0; i < 500; i++) {
            assertThat(limit.tryAcquire(now)).isTrue();
            limit.releaseUnanswered(QUICK, BOUND, now);
            now += WINDOW / 100;
        }
        assertThat(limit.limit()).isEqualTo(START);
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void withoutOverloadItIsAFewTimesTheCallsAnsweredInTime() {
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
    void neverFallsBelowItsMinimum() {
        for (int i = 0; i < 100; i++) {
            batch(500, LATE);
        }
        assertThat(limit.limit()).isEqualTo(MIN);
        assertThat(limit.tryAcquire(now)).isTrue();
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
            assertThat(limit.tryAcquire(now)).isTrue();
        }
        for (int i = 0; i < 94; i++) {
            limit.release(i < 5 ? LATE : QUICK, BOUND, now);
        }
        now += WINDOW + 1;
        limit.release(QUICK, BOUND, now);
        assertThat(limit.limit()).isEqualTo(START);
    }

    @Test
    void recoversFromItsMinimumInTheFirstWindowOfFastAnswers() {
        for (int i = 0; i < 100; i++) {
            batch(500, LATE);
        }
        assertThat(limit.limit()).isEqualTo(MIN);
        now += 60 * WINDOW;
        for (int i = 0; i < 10; i++) {
            for (int call = 0; call < MIN; call++) {
                assertThat(limit.tryAcquire(now)).isTrue();
            }
            now += WINDOW / 10;
            for (int call = 0; call < MIN; call++) {
                limit.release(WINDOW / 10, BOUND, now);
            }
        }
        now += WINDOW / 10;
        endWindow();
        assertThat(limit.limit()).isGreaterThanOrEqualTo(START);
    }

    @Test
    void eachCallHasItsOwnBound() {
        for (int i = 0; i < 100; i++) {
            assertThat(limit.tryAcquire(now)).isTrue();
        }
        long nanos = TimeUnit.MILLISECONDS.toNanos(800);
        for (int i = 0; i < 99; i++) {
            limit.release(nanos, i < 80 ? BOUND : TimeUnit.MILLISECONDS.toNanos(700), now);
        }
        now += WINDOW + 1;
        limit.release(QUICK, BOUND, now);
        assertThat(limit.limit()).as("19 of 99 answers were late").isLessThan(START);
    }

    @Test
    void otherCallsHaveAQuarterOfTheLimit() {
        AdaptiveLimit quarter = new AdaptiveLimit(ShedDefaults.SETTINGS, ShedDefaults.SETTINGS.others(), now);
        for (int i = 0; i < START / 4; i++) {
            assertThat(quarter.tryAcquire(now)).isTrue();
        }
        assertThat(quarter.tryAcquire(now)).isFalse();
    }

    @Test
    void growsAtOnceToTheCallsAnsweredInTime() {
        // 400 answers in a window are 1,600 a second.
        batch(400, QUICK);
        endWindow();
        assertThat(limit.limit()).isBetween(1_250, 1_281);
    }

    @Test
    void doublesWhileAnswersAreFastAndElseGrowsByAFifth() {
        batch(300, QUICK);
        // A window of a second, so that growth and not the rate of answers decides.
        now += 3 * WINDOW;
        limit.release(QUICK, BOUND, now);
        assertThat(limit.limit()).isEqualTo(2 * START);
        AdaptiveLimit slow = new AdaptiveLimit(ShedDefaults.SETTINGS, ShedDefaults.SETTINGS.grabsOrOpens(), now);
        for (int i = 0; i < START; i++) {
            assertThat(slow.tryAcquire(now)).isTrue();
        }
        for (int i = 0; i < START - 1; i++) {
            slow.release(TimeUnit.MILLISECONDS.toNanos(900), BOUND, now);
        }
        now += 4 * WINDOW;
        slow.release(TimeUnit.MILLISECONDS.toNanos(900), BOUND, now);
        assertThat(slow.limit()).isEqualTo((int) Math.ceil(1.2 * START));
    }
}
