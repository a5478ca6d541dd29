package redpacket.gateway.admit;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that were let in and are not answered, up to a bound. */
final class InFlight {
    private final int max;
    private final AtomicInteger count = new AtomicInteger();

    InFlight(int max) {
        this.max = max;
    }

    /** Whether there is room for one more. A request that enters must leave. */
    boolean enter() {
        if (count.incrementAndGet() > max) {
            count.decrementAndGet();
            return false;
        }
        return true;
    }

    boolean isFull() {
        return count.get() >= max;
    }

    void leave() {
        count.decrementAndGet();
    }

    int count() {
        return count.get();
    }
}
