package redpacket.gateway.shed;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls in flight of one class to one set, bounded by how late they are answered: when too many of a window are late the
 * limit falls to as many as are answered in that time (Little's law: what is in flight is the rate by the time), at the
 * rate of the last second, by half at the most; else it grows while it is used, to as many as well, by a fifth, or up to
 * twofold where answers come within a fraction of that time. In calm it is no more than a few times what is answered in
 * that time, so that a sudden crowd is not let in whole before the first of it is answered late; and when none was late
 * for a while, no less than it was at its start. Time in which nothing was asked is no part of a rate.
 *
 * <p>Why not by the gradient of the latency: an open waits for its batch, so it takes longer the more there are and the
 * better they are served.
 */
final class AdaptiveLimit {
    private static final int ANSWERS_MIN = 20;
    /** Of what would be answered just in time. */
    private static final double SHRINK = 0.8;

    private static final int SHRINK_PART = 2;
    private static final double GROW_MIN = 1.2;
    private static final double GROW_MAX = 2;
    /** Of the time that is late, that answers may take on average before a limit grows by the least. */
    private static final double NEAR_LATE = 0.5;
    /** Without late answers, after which a limit that had fallen is what it was at its start. */
    private static final int FORGET_WINDOWS = 20;

    /** Of what is answered in time, that may be in flight in calm. */
    private static final double CALM_TIMES = 4;

    private final ShedSettings settings;
    private final ShedSettings.Bounds bounds;
    private final long lateNanos;
    private final long forgetNanos;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final LongAdder answers = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder tookNanos = new LongAdder();
    private final AnswerRate rate = new AnswerRate();
    private final AtomicLong windowEnd;
    private volatile long windowBegun;
    private volatile int limit;
    /** When answers were last too late. */
    private volatile long fellAt;

    AdaptiveLimit(ShedSettings settings, ShedSettings.Bounds bounds, int lateMillis, long now) {
        this.settings = settings;
        this.bounds = bounds;
        this.lateNanos = TimeUnit.MILLISECONDS.toNanos(lateMillis);
        this.forgetNanos = FORGET_WINDOWS * windowNanos();
        this.limit = bounds.start();
        this.fellAt = now;
        this.windowBegun = now;
        this.windowEnd = new AtomicLong(now + windowNanos());
    }

    /** Whether one more may go; who may must leave. */
    boolean enter(long now) {
        if (limit < bounds.start() && now - fellAt > forgetNanos && !isTooLate(late.sum(), answers.sum())) {
            // What was too much then says nothing of now.
            limit = bounds.start();
        }
        int count = inFlight.incrementAndGet();
        if (count == 1) {
            beginAfterRest(now);
        }
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
        tookNanos.add(nanos);
        if (isLate(nanos)) {
            late.increment();
        }
    }

    /**
     * Leaves without an answer of the service, since the client has gone or the call never got there: which says nothing
     * of the service, unless it was late by then.
     */
    void abandon(long nanos, long now) {
        if (isLate(nanos)) {
            leave(nanos, now);
        } else {
            inFlight.decrementAndGet();
        }
    }

    boolean isLate(long nanos) {
        return nanos > lateNanos;
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

    /** A window that nobody asked for anything in, and nobody waited for an answer in, says nothing. */
    private void beginAfterRest(long now) {
        long end = windowEnd.get();
        if (now - end > windowNanos() && windowEnd.compareAndSet(end, now + windowNanos())) {
            answers.reset();
            late.reset();
            tookNanos.reset();
            windowBegun = now;
        }
    }

    private boolean isTooLate(long lateOnes, long all) {
        return lateOnes * 100 > all * settings.latePercentMax();
    }

    private void endWindow(long now) {
        long all = answers.sumThenReset();
        long lateOnes = late.sumThenReset();
        if (all == 0) {
            // Another thread has ended it meanwhile.
            return;
        }
        double average = Math.max(1, (double) tookNanos.sumThenReset() / all);
        int most = peak.getAndSet(inFlight.get());
        int was = limit;
        double inTime = rate.add(all, now - windowBegun) * lateNanos;
        if (isTooLate(lateOnes, all)) {
            fellAt = now;
            int next = (int) (Math.min(was, Math.min(most, inTime)) * SHRINK);
            limit = Math.max(bounds.min(), Math.max(next, was / SHRINK_PART));
        } else {
            int calm = (int) Math.clamp(inTime * CALM_TIMES, bounds.start(), bounds.max());
            double growth = Math.clamp(NEAR_LATE * lateNanos / average, GROW_MIN, GROW_MAX);
            double grown = most * 2L >= was ? Math.max(Math.ceil(was * growth), inTime * SHRINK) : was;
            limit = (int) Math.min(calm, grown);
        }
    }
}
