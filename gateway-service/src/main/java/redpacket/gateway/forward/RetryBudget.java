package redpacket.gateway.forward;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds second tries to a percentage of the first ones, and a reserve. A failing service so gets a little more work,
 * and never twice as much.
 */
final class RetryBudget {
    private static final int WHOLE = 100;

    private final int percentMax;
    private final long fullHundredths;
    private final AtomicLong hundredths;
    private final AtomicLong spent = new AtomicLong();

    RetryBudget(int percentMax, int reserve) {
        this.percentMax = percentMax;
        this.fullHundredths = (long) reserve * WHOLE;
        this.hundredths = new AtomicLong(fullHundredths);
    }

    /** A first try. */
    void earn() {
        if (hundredths.get() < fullHundredths) {
            hundredths.addAndGet(percentMax);
        }
    }

    /** Whether one more try may be made. */
    boolean spend() {
        if (hundredths.addAndGet(-WHOLE) >= 0) {
            spent.incrementAndGet();
            return true;
        }
        hundredths.addAndGet(WHOLE);
        return false;
    }

    long spent() {
        return spent.get();
    }
}
