package redpacket.account.funds;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Items in ascending order of packet number, fetched a page at a time. */
final class Ascending<T> {
    private final LongFunction<List<T>> pageAfter;
    private final ToLongFunction<T> numberOf;
    private final Deque<T> page = new ArrayDeque<>();
    private long last;
    private boolean ended;

    Ascending(long after, LongFunction<List<T>> pageAfter, ToLongFunction<T> numberOf) {
        this.last = after;
        this.pageAfter = pageAfter;
        this.numberOf = numberOf;
    }

    /** The number of the next item; Long.MAX_VALUE at the end. */
    long nextNumber() {
        if (page.isEmpty() && !ended) {
            List<T> next = pageAfter.apply(last);
            ended = next.isEmpty();
            page.addAll(next);
            if (!ended) {
                last = numberOf.applyAsLong(next.getLast());
            }
        }
        T first = page.peekFirst();
        return first == null ? Long.MAX_VALUE : numberOf.applyAsLong(first);
    }

    /** Takes the next item if it has this number, else null. */
    @Nullable
    T takeIf(long number) {
        return nextNumber() == number ? page.pollFirst() : null;
    }
}
