package redpacket.gateway.shed;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls in flight of one class to one set, bounded by how late they are answered: when too many of a window are late the
 * limit falls at once to as many as are answered in that time (Little's law: what is in flight is the rate by the time),
 * else it grows by a tenth while it is used.
 *
 * <p>Why not by the gradient of the latency: an open waits for its batch, so it takes longer the more there are and the
 * better they are served.
 */
final class AdaptiveLimit {
    private static final int ANSWERS_MIN = 20;
    /** Of what would be answered just in time. */
    private static final double SHRINK = 0.8;

    private static final int GROW_PART = 10;

    private final ShedSettings settings;
    private final long lateNanos;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final LongAdder answers = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final AtomicLong windowEnd;
    private volatile int limit;

    AdaptiveLimit(ShedSettings settings, int lateMillis, long now) {
        this.settings = settings;
        this.lateNanos = TimeUnit.MILLISECONDS.toNanos(lateMillis);
        this.limit = settings.limitMax();
        this.windowEnd = new AtomicLong(now + windowNanos());
    }

    /** Whether one more may go; who may must leave. */
    boolean enter() {
        int now = inFlight.incrementAndGet();
        if (now > limit) {
            inFlight.decrementAndGet();
            return false;
        }
        peak.accumulateAndGet(now, Math::max);
        return true;
    }

    /** Leaves after so long, answered or not. */
    void leave(long nanos, long now) {
        inFlight.decrementAndGet();
        answers.increment();
        if (nanos > lateNanos) {
            late.increment();
        }
        long end = windowEnd.get();
        if (now - end >= 0 && answers.sum() >= ANSWERS_MIN && windowEnd.compareAndSet(end, now + windowNanos())) {
            endWindow(now - end + windowNanos());
        }
    }

    /** Leaves because the client has gone, which says nothing of the service. */
    void abandon() {
        inFlight.decrementAndGet();
    }

    int limit() {
        return limit;
    }

    int inFlight() {
        return inFlight.get();
    }

    private long windowNanos() {
        return TimeUnit.MILLISECONDS.toNanos(settings.limitWindowMillis());
    }

    private void endWindow(long nanos) {
        long all = answers.sumThenReset();
        long lateOnes = late.sumThenReset();
        int most = peak.getAndSet(inFlight.get());
        int now = limit;
        if (lateOnes * 100 > all * settings.latePercentMax()) {
            double inTime = (double) all * lateNanos / nanos;
            limit = (int) Math.max(settings.limitMin(), Math.min(now, Math.min(most, inTime)) * SHRINK);
        } else if (most * 2L >= now) {
            limit = Math.min(settings.limitMax(), now + Math.max(1, now / GROW_PART));
        }
    }
}
