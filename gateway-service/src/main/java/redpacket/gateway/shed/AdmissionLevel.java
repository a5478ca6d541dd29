package redpacket.gateway.shed;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The admission level of DAGOR (Zhou et al., "Overload Control for Scaling WeChat Microservices", SoCC 2018): a request
 * is admitted if its compound priority is below the level. At the end of each window the level moves to the place at
 * which the histogram of arrivals says that the wanted number of requests is admitted.
 *
 * <p>A compound priority is a class of calls and a user's priority within the class; 0 is the most important. The
 * histogram is smoothed over several windows, because nothing arrives in a window in which the process does not run.
 */
final class AdmissionLevel {
    /** Weight of the latest window in the histogram. */
    private static final double LATEST = 0.25;
    /** Smaller expected arrivals count as none. */
    private static final double NEGLIGIBLE = 0.01;

    private final int priorities;
    private final int lowest;
    /** Expected arrivals in a window, by compound priority; only the thread that ends windows uses it. */
    private final double[] expected;
    /** Arrivals in the last window, by compound priority; only the thread that ends windows uses it. */
    private final int[] latest;

    private final AtomicIntegerArray arrivals;
    private volatile int level;

    /** The level never falls below lowest: a gateway that admits nothing cannot measure its recovery. */
    AdmissionLevel(int priorities, int lowest) {
        this.priorities = priorities;
        this.lowest = lowest;
        this.expected = new double[priorities];
        this.latest = new int[priorities];
        this.arrivals = new AtomicIntegerArray(priorities);
        this.level = priorities;
    }

    /** Counts an arrival; true if it is admitted. */
    boolean arrive(int priority) {
        arrivals.incrementAndGet(priority);
        return priority < level;
    }

    /** Whether everything is admitted. */
    boolean isOpen() {
        return level == priorities;
    }

    int level() {
        return level;
    }

    /** Ends a window and updates the histogram. */
    Window end() {
        int all = 0;
        int admitted = 0;
        double expectedAdmitted = 0;
        int current = level;
        for (int priority = 0; priority < priorities; priority++) {
            int count = arrivals.getAndSet(priority, 0);
            latest[priority] = count;
            expected[priority] += LATEST * (count - expected[priority]);
            if (expected[priority] < NEGLIGIBLE) {
                expected[priority] = 0;
            }
            all += count;
            if (priority < current) {
                admitted += count;
                expectedAdmitted += expected[priority];
            }
        }
        return new Window(all, admitted, expectedAdmitted);
    }

    /** The admitted requests of the last window with priorities in this range, at the current level. */
    int admitted(int from, int to) {
        int sum = 0;
        for (int priority = from; priority < Math.min(to, level); priority++) {
            sum += latest[priority];
        }
        return sum;
    }

    /** Admits this part of the expected requests less, but all priorities below keep. */
    void lower(Window window, double part, int keep) {
        reduce(window.expectedAdmitted * part, keep);
    }

    /** Admits this part less of the range only; nothing beyond the range is admitted before the call. */
    void lowerWithin(double part, int from, int to) {
        double sum = 0;
        for (int priority = from; priority < Math.min(to, level); priority++) {
            sum += expected[priority];
        }
        reduce(sum * part, from);
    }

    private void reduce(double requests, int keep) {
        int least = Math.max(lowest, keep);
        int next = level;
        for (double sum = 0; next > least && sum < requests; next--) {
            sum += expected[next - 1];
        }
        level = next;
    }

    /** Admits this part of the expected requests more, up to the priority highest. */
    void raise(Window window, double part, int highest) {
        double wanted = window.expectedAdmitted + Math.max(1, window.expectedAdmitted * part);
        int next = level;
        double sum = window.expectedAdmitted;
        while (next < highest && sum < wanted) {
            sum += expected[next];
            next++;
        }
        // Priorities without arrivals cost nothing.
        while (next < highest && expected[next] == 0) {
            next++;
        }
        level = next;
    }

    /**
     * @param all arrivals of the window
     * @param admitted admitted arrivals
     * @param expectedAdmitted expected arrivals that the level admits in a window
     */
    record Window(int all, int admitted, double expectedAdmitted) {}
}
