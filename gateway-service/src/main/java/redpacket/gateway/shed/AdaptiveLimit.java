package redpacket.gateway.shed;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls in flight of one class to one set, bounded by how late they are answered: when too many of a window are late the
 * limit falls to as many as are answered in that time (Little's law: what is in flight is the rate by the time), by half
 * at the most; else it grows by a fifth while it is used. In calm it is no more than a few times what is answered in
 * that time, so that a sudden crowd is not let in whole before the first of it is answered late; and when none was late
 * for a while, no less than it was at its start.
 *
 * <p>Why not by the gradient of the latency: an open waits for its batch, so it takes longer the more there are and the
 * better they are served.
 */
final class AdaptiveLimit {
    private static final int ANSWERS_MIN = 20;
    /** Of what would be answered just in time. */
    private static final double SHRINK = 0.8;

    private static final int SHRINK_PART = 2;
    private static final int GROW_PART = 5;
    /** Without late answers, after which a limit that had fallen is what it was at its start. */
    private static final int FORGET_WINDOWS = 20;

    /** Of what is answered in time, that may be in flight in calm. */
    private static final double CALM_TIMES = 4;

    private final ShedSettings settings;
    private final long lateNanos;
    private final long forgetNanos;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final LongAdder answers = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final AtomicLong windowEnd;
    private volatile long windowBegun;
    private volatile int limit;
    /** When answers were last too late. */
    private volatile long fellAt;

    AdaptiveLimit(ShedSettings settings, int lateMillis, long now) {
        this.settings = settings;
        this.lateNanos = TimeUnit.MILLISECONDS.toNanos(lateMillis);
        this.forgetNanos = FORGET_WINDOWS * windowNanos();
        this.limit = settings.limitStart();
        this.fellAt = now;
        this.windowBegun = now;
        this.windowEnd = new AtomicLong(now + windowNanos());
    }

    /** Whether one more may go; who may must leave. */
    boolean enter(long now) {
        if (limit < settings.limitStart() && now - fellAt > forgetNanos) {
            // What was too much then says nothing of now.
            limit = settings.limitStart();
        }
        int count = inFlight.incrementAndGet();
        if (count > limit) {
            inFlight.decrementAndGet();
            return false;
        }
        peak.accumulateAndGet(count, Math::max);
        return true;
    }

    /** Leaves after so long, answered or not. */
    void leave(long nanos, long now) {
        inFlight.decrementAndGet();
        long end = windowEnd.get();
        // By what was answered before: many are answered at once, by one commit, and half of them would be no rate.
        if (now - end >= 0 && windowEnd.compareAndSet(end, now + windowNanos()) && answers.sum() >= ANSWERS_MIN) {
            endWindow(now);
            windowBegun = now;
        }
        answers.increment();
        if (nanos > lateNanos) {
            late.increment();
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

    private void endWindow(long now) {
        long all = answers.sumThenReset();
        long lateOnes = late.sumThenReset();
        int most = peak.getAndSet(inFlight.get());
        int was = limit;
        double inTime = (double) all * lateNanos / (now - windowBegun);
        if (lateOnes * 100 > all * settings.latePercentMax()) {
            fellAt = now;
            int next = (int) (Math.min(was, Math.min(most, inTime)) * SHRINK);
            limit = Math.max(settings.limitMin(), Math.max(next, was / SHRINK_PART));
        } else {
            int calm = (int) Math.clamp(inTime * CALM_TIMES, settings.limitStart(), settings.limitMax());
            int grown = most * 2L >= was ? was + Math.max(1, was / GROW_PART) : was;
            limit = Math.min(calm, grown);
        }
    }
}
