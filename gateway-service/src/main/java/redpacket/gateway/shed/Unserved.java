package redpacket.gateway.shed;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import redpacket.gateway.model.CallClass;

/**
 * What a scope lets in and nobody serves in time, by class: what limits behind it refuse, and what is late. By class, since
 * two sends in a hundred calls are a small part of all, and where both get nothing the second most important class does.
 */
final class Unserved {
    /** Of one class: one alone is chance. */
    private static final int COUNT_MIN = 2;
    /** Calls that have ended, from which on they say how many are late: a rare class has less than one in a window. */
    private static final int SAMPLE_MIN = 4;
    /** In which that many end, or what they said is old. */
    private static final int SAMPLE_WINDOWS_MAX = 8;

    private final LongAdder[] refused = counters();
    private final Sample[] samples =
            Stream.generate(Sample::new).limit(CallClass.COUNT).toArray(Sample[]::new);

    private static LongAdder[] counters() {
        return Stream.generate(LongAdder::new).limit(CallClass.COUNT).toArray(LongAdder[]::new);
    }

    void refused(int priority) {
        refused[priority].increment();
    }

    /** A call has ended, answered or not; late, where that took longer than is in time for it. */
    void ended(int priority, boolean isLate) {
        Sample sample = samples[priority];
        sample.ended.increment();
        if (isLate) {
            sample.late.increment();
        }
    }

    /**
     * Ends a window; more than this part of a class is too much.
     *
     * @param refusedPercentMax of what was let in in this window
     * @param latePercentMax of the calls that ended last, by priority
     * @param admitted by priority, how many were let in in this window
     */
    Window end(int refusedPercentMax, IntUnaryOperator latePercentMax, IntUnaryOperator admitted) {
        long all = 0;
        int first = CallClass.COUNT;
        boolean refusedFirst = false;
        boolean hopeless = false;
        for (int priority = CallClass.COUNT - 1; priority >= 0; priority--) {
            long out = refused[priority].sumThenReset();
            all += out;
            boolean isLate = samples[priority].isTooLate(latePercentMax.applyAsInt(priority));
            boolean isRefused = isTooMuch(out, admitted.applyAsInt(priority), refusedPercentMax);
            if (isLate || isRefused) {
                first = priority;
                refusedFirst = isRefused;
                hopeless = !isRefused && samples[priority].noneInTime;
            }
        }
        return new Window(all, first, refusedFirst, hopeless);
    }

    private static boolean isTooMuch(long count, long of, int percentMax) {
        return count >= COUNT_MIN && count * 100 > of * percentMax;
    }

    /** Nothing of the class has been in time for a while, with all of the room that can be made: more helps nobody. */
    void giveUp(int priority) {
        samples[priority].givenUp = true;
    }

    /** The calls of a class that ended last. */
    private static final class Sample {
        private final LongAdder ended = new LongAdder();
        private final LongAdder late = new LongAdder();
        /** Whoever ends windows alone touches these. */
        private int windows;

        private boolean tooLate;
        private boolean noneInTime;
        private boolean givenUp;

        private boolean isTooLate(int percentMax) {
            windows++;
            if (ended.sum() >= SAMPLE_MIN || windows >= SAMPLE_WINDOWS_MAX) {
                windows = 0;
                long lateOnes = late.sumThenReset();
                long all = ended.sumThenReset();
                tooLate = isTooMuch(lateOnes, all, percentMax);
                noneInTime = tooLate && lateOnes == all;
                givenUp = givenUp && (noneInTime || all == 0);
            }
            return tooLate && !givenUp;
        }
    }

    /**
     * @param refused of all classes
     * @param first priority of the most important class of which too much is not served; where there is none, one past the
     *     last
     * @param isRefused whether limits refuse too much of that class, late or not
     * @param noneInTime whether they do not, and all of its calls that ended last were late
     */
    record Window(long refused, int first, boolean isRefused, boolean noneInTime) {
        boolean isTooMuch() {
            return first < CallClass.COUNT;
        }
    }
}
