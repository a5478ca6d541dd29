package redpacket.loadtest.load;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition of the stack, within a bound. */
public final class Wait {
    private static final Duration POLL = Duration.ofMillis(250);

    private Wait() {}

    /** False if the condition did not hold in time. An IllegalStateException of the condition counts as not yet. */
    public static boolean until(Duration atMost, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (condition.getAsBoolean()) {
                    return true;
                }
            } catch (IllegalStateException notYet) {
                // A process of the stack does not answer at this moment.
            }
            Thread.sleep(POLL);
        }
        return false;
    }

    /** Fails if the condition does not hold in time. */
    public static void require(String what, Duration atMost, BooleanSupplier condition) throws InterruptedException {
        if (!until(atMost, condition)) {
            throw new IllegalStateException("not within " + atMost.toSeconds() + " s: " + what);
        }
    }
}
