package redpacket.loadtest.bench.rate;

import java.util.OptionalInt;

/**
 * Searches the highest rate that a system holds: up in steps for a short time each, then down until one holds for long.
 */
final class RateSearch {
    private static final int FIRST_RATE = 200;
    private static final double STEP_UP = 1.25;
    private static final double STEP_DOWN = 0.85;
    private static final int TRIES_MAX = 14;

    private RateSearch() {}

    /** Whether the system holds a rate, in units a second, for so many seconds. */
    interface Trial {
        boolean holds(int rate, int seconds) throws Exception;
    }

    /** Empty if no tried rate held for the long time. */
    static OptionalInt highest(Trial trial, int secondsShort, int secondsLong) throws Exception {
        int rate = FIRST_RATE;
        for (int tries = 0; tries < TRIES_MAX && trial.holds((int) (rate * STEP_UP), secondsShort); tries++) {
            rate = (int) (rate * STEP_UP);
        }
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            if (trial.holds(rate, secondsLong)) {
                return OptionalInt.of(rate);
            }
            rate = (int) (rate * STEP_DOWN);
        }
        return OptionalInt.empty();
    }
}
