package redpacket.gateway.shed;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import redpacket.gateway.model.CallClass;

/**
 * What limits behind a scope refuse of what it lets in, by class: two sends in a hundred calls are a small part of all, and
 * where both are refused the second most important class gets nothing.
 */
final class RefusedBehind {
    /** Of one class in a window: one alone is chance. */
    private static final int COUNT_MIN = 2;

    private final LongAdder[] refused =
            Stream.generate(LongAdder::new).limit(CallClass.COUNT).toArray(LongAdder[]::new);

    void refused(int priority) {
        refused[priority].increment();
    }

    /**
     * Ends a window; more than this part of a class is too much.
     *
     * @param admitted by priority, how many were let in
     */
    Window end(int percentMax, IntUnaryOperator admitted) {
        long all = 0;
        int first = CallClass.COUNT;
        for (int priority = CallClass.COUNT - 1; priority >= 0; priority--) {
            long out = refused[priority].sumThenReset();
            all += out;
            if (out >= COUNT_MIN && out * 100 > (long) admitted.applyAsInt(priority) * percentMax) {
                first = priority;
            }
        }
        return new Window(all, first);
    }

    /**
     * @param all refused
     * @param first priority of the most important class of which too much is refused; where there is none, one past the
     *     last
     */
    record Window(long all, int first) {
        boolean isTooMuch() {
            return first < CallClass.COUNT;
        }
    }
}
