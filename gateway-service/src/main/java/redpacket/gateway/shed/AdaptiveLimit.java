package redpacket.gateway.shed;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bounds the calls in flight of one class to one service and set. When too many answers of a window are late, the limit
 * falls towards the number of calls that are answered within their bound; otherwise it grows while it is used.
 *
 * <p>That number is the rate of answers multiplied by the bound (Little's law). Netflix's concurrency-limits derives
 * its limits from the gradient of the latency instead. That does not fit an open: an open waits for its batch, so a
 * higher latency with more calls in flight is no sign of overload.
 */
final class AdaptiveLimit {
    /** A window with fewer answers continues. */
    private static final int ANSWERS_MIN = 20;
    /** Part of the calls that would be answered just in time. */
    private static final double HEADROOM = 0.8;
    /** Largest fall in one window. */
    private static final double FALL_MAX = 0.5;

    private static final double GROWTH_MIN = 1.2;
    private static final double GROWTH_MAX = 2;
    /** Part of the bound: faster answers let the limit grow by more than the least. */
    private static final double FAST = 0.5;
    /** Multiple of the calls answered in time that bounds growth, so that a sudden crowd is not admitted as a whole. */
    private static final double GROWTH_CEILING = 4;

    private final ShedSettings settings;
    private final ShedSettings.Bounds bounds;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final LongAdder answers = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder latencyNanos = new LongAdder();
    private final LongAdder boundNanosSum = new LongAdder();
    private final AnswerRate rate = new AnswerRate();
    private final AtomicLong windowEnd;
    private volatile long windowBegun;
    private volatile int limit;

    AdaptiveLimit(ShedSettings settings, ShedSettings.Bounds bounds, long now) {
        this.settings = settings;
        this.bounds = bounds;
        this.limit = bounds.start();
        this.windowBegun = now;
        this.windowEnd = new AtomicLong(now + windowNanos());
    }

    /** Takes a permit if one is free. Each permit must be released by one of the release methods. */
    boolean tryAcquire(long now) {
        int count = inFlight.incrementAndGet();
        if (count == 1) {
            restartIdleWindow(now);
        }
        if (count > limit) {
            inFlight.decrementAndGet();
            return false;
        }
        peak.accumulateAndGet(count, Math::max);
        return true;
    }

    /** Releases the permit of an answered call. The call is late if it took longer than its bound. */
    void release(long nanos, long boundNanos, long now) {
        inFlight.decrementAndGet();
        long end = windowEnd.get();
        // The window ends before this answer is counted: one commit answers many calls, and must not be split.
        if (now - end >= 0 && windowEnd.compareAndSet(end, now + windowNanos()) && answers.sum() >= ANSWERS_MIN) {
            endWindow(now);
            windowBegun = now;
        }
        answers.increment();
        latencyNanos.add(nanos);
        boundNanosSum.add(boundNanos);
        if (nanos > boundNanos) {
            late.increment();
        }
    }

    /**
     * Releases the permit of a call without an answer, because the client left or the call failed. Only a call that was
     * already late counts, because an early end does not measure the service.
     */
    void releaseUnanswered(long nanos, long boundNanos, long now) {
        if (nanos > boundNanos) {
            release(nanos, boundNanos, now);
        } else {
            releaseUnused();
        }
    }

    /** Releases the permit of a call that never ran. */
    void releaseUnused() {
        inFlight.decrementAndGet();
    }

    int limit() {
        return limit;
    }

    int inFlight() {
        return inFlight.get();
    }

    private long windowNanos() {
        return TimeUnit.MILLISECONDS.toNanos(settings.windowMillis());
    }

    /** Idle time must not lower the rate of answers. */
    private void restartIdleWindow(long now) {
        long end = windowEnd.get();
        if (now - end > windowNanos() && windowEnd.compareAndSet(end, now + windowNanos())) {
            answers.reset();
            late.reset();
            latencyNanos.reset();
            boundNanosSum.reset();
            windowBegun = now;
        }
    }

    private void endWindow(long now) {
        long all = answers.sumThenReset();
        long lateAnswers = late.sumThenReset();
        double latencySum = Math.max(1, latencyNanos.sumThenReset());
        double boundSum = boundNanosSum.sumThenReset();
        if (all == 0) {
            // Another thread has reset the counters.
            return;
        }
        int used = peak.getAndSet(inFlight.get());
        int current = limit;
        double inTime = rate.add(all, now - windowBegun) * boundSum / all;
        if (lateAnswers * 100 > all * settings.latePercentMax()) {
            double wanted = Math.min(Math.min(current, used), inTime) * HEADROOM;
            limit = Math.max(bounds.min(), (int) Math.max(wanted, current * FALL_MAX));
        } else if (used * 2L >= current) {
            double growth = Math.clamp(FAST * boundSum / latencySum, GROWTH_MIN, GROWTH_MAX);
            limit = (int) Math.min(ceiling(inTime), Math.max(Math.ceil(current * growth), inTime * HEADROOM));
        } else {
            limit = (int) Math.min(ceiling(inTime), current);
        }
    }

    private double ceiling(double inTime) {
        return Math.clamp(inTime * GROWTH_CEILING, bounds.start(), bounds.max());
    }
}
