package redpacket.gateway.shed;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import redpacket.gateway.model.CallClass;

/**
 * Counts, by class, the admitted calls of a scope that limits refuse or that miss their deadline. Counting by class
 * finds a rare class of which everything fails, which is a small part of all calls.
 */
final class DeadlineMisses {
    /** A single failed call of a class is chance. */
    private static final int COUNT_MIN = 2;
    /** A sample has at least so many ended calls, since a rare class has less than one in a window. */
    private static final int SAMPLE_MIN = 4;
    /** A sample ends after so many windows, however few calls have ended. */
    private static final int SAMPLE_WINDOWS_MAX = 8;

    private final Sample[] samples =
            Stream.generate(Sample::new).limit(CallClass.COUNT).toArray(Sample[]::new);

    /** A limit has refused an admitted call of this class. */
    void refused(int priority) {
        samples[priority].refused.increment();
    }

    /** A call of this class has ended, with or without an answer. */
    void ended(int priority, boolean missesDeadline) {
        Sample sample = samples[priority];
        sample.ended.increment();
        if (missesDeadline) {
            sample.missed.increment();
        }
    }

    /**
     * Ends a window.
     *
     * @param refusedPercentMax accepted part of refusals among the calls of one class admitted in this window
     * @param missedPercentMax accepted part of deadline misses in the last sample, by class
     * @param admitted admitted calls in this window, by class
     */
    Window end(int refusedPercentMax, IntUnaryOperator missedPercentMax, IntUnaryOperator admitted) {
        long all = 0;
        int first = CallClass.COUNT;
        boolean firstRefused = false;
        boolean firstAllMissed = false;
        for (int priority = CallClass.COUNT - 1; priority >= 0; priority--) {
            Sample sample = samples[priority];
            long count = sample.refused.sumThenReset();
            all += count;
            boolean isMissed = sample.endWindow(missedPercentMax.applyAsInt(priority));
            boolean isRefused = isTooMany(count, admitted.applyAsInt(priority), refusedPercentMax);
            if (isMissed || isRefused) {
                first = priority;
                firstRefused = isRefused;
                firstAllMissed = !isRefused && sample.allMissed;
            }
        }
        return new Window(all, first, firstRefused, firstAllMissed);
    }

    private static boolean isTooMany(long count, long of, int percentMax) {
        return count >= COUNT_MIN && count * 100 > of * percentMax;
    }

    /** Ignores the misses of a class until one of its calls meets its deadline, because shedding did not help it. */
    void ignore(int priority) {
        samples[priority].ignored = true;
    }

    /** The last ended calls of one class. Only the thread that ends windows uses the plain fields. */
    private static final class Sample {
        private final LongAdder refused = new LongAdder();
        private final LongAdder ended = new LongAdder();
        private final LongAdder missed = new LongAdder();
        private int windows;
        private boolean tooMany;
        private boolean allMissed;
        private boolean ignored;

        private boolean endWindow(int percentMax) {
            windows++;
            if (ended.sum() >= SAMPLE_MIN || windows >= SAMPLE_WINDOWS_MAX) {
                windows = 0;
                long misses = missed.sumThenReset();
                long all = ended.sumThenReset();
                tooMany = isTooMany(misses, all, percentMax);
                allMissed = tooMany && misses == all;
                ignored = ignored && (allMissed || all == 0);
            }
            return tooMany && !ignored;
        }
    }

    /**
     * @param refused refusals of all classes
     * @param first the most important class with too many refusals or misses; {@link CallClass#COUNT} where none has
     * @param firstRefused whether that class has too many refusals
     * @param firstAllMissed whether that class has no refusals, and its whole last sample missed the deadline
     */
    record Window(long refused, int first, boolean firstRefused, boolean firstAllMissed) {
        boolean isTooMuch() {
            return first < CallClass.COUNT;
        }
    }
}
