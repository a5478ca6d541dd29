package redpacket.gateway.shed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The queue of calls that wait for a permit of an {@link AdaptiveLimit}, first in, first out. A call may wait long in a
 * burst; once the queue has not been empty for a while, it may wait for the queueing target only.
 *
 * <p>This is controlled delay for servers (Nichols and Jacobson, "Controlling Queue Delay", ACM Queue 10, 2012; Maurer,
 * "Fail at Scale", ACM Queue 13, 2015).
 *
 * <p>INVARIANT: a call with a permit either runs or releases the permit, also if the client leaves at that moment.
 */
final class PendingQueue {
    private final AdaptiveLimit limit;
    private final int sizeMax;
    private final long burstNanos;
    private final long standingNanos;
    private final long standsAfterNanos;
    private final long emptyAfterNanos;
    private final Deque<Pending> queue = new ArrayDeque<>();
    /** Requests to drain the queue; the thread that raises it from 0 drains for all. */
    private final AtomicInteger drains = new AtomicInteger();
    /** Since when the queue is not empty; a shorter gap than emptyAfterNanos does not count. */
    private long standingSince;

    private long emptySince;
    private volatile int size;

    PendingQueue(AdaptiveLimit limit, ShedSettings settings, long now) {
        this.limit = limit;
        this.sizeMax = settings.waitersMax();
        this.burstNanos = TimeUnit.MILLISECONDS.toNanos(settings.burstWaitMillis());
        this.standingNanos = TimeUnit.MILLISECONDS.toNanos(settings.queueMillisTarget());
        this.standsAfterNanos = TimeUnit.MILLISECONDS.toNanos(settings.standsAfterMillis());
        this.emptyAfterNanos = TimeUnit.MILLISECONDS.toNanos(settings.windowMillis());
        this.emptySince = now - emptyAfterNanos - 1;
    }

    /** Takes a permit at once; false where none is free or other calls wait. */
    boolean tryAcquire(long now) {
        return size == 0 && limit.tryAcquire(now);
    }

    /** Releases the permit of an answered call to the next one. */
    void release(long nanos, long boundNanos, long now) {
        limit.release(nanos, boundNanos, now);
        drain(now);
    }

    /** Releases the permit of a call without an answer to the next one. */
    void releaseUnanswered(long nanos, long boundNanos, long now) {
        limit.releaseUnanswered(nanos, boundNanos, now);
        drain(now);
    }

    /**
     * Waits for a permit.
     *
     * @param run subscribed to with a permit, which it must release at its end
     * @param refused subscribed to where no permit is free in time
     */
    <T> Mono<T> await(Mono<T> run, Mono<T> refused, long now) {
        return Mono.<Pending>create(sink -> {
                    Pending pending = new Pending(sink, now);
                    sink.onCancel(() -> cancel(pending, now));
                    if (add(pending)) {
                        drain(now);
                    } else {
                        pending.move(State.WAITING, State.REFUSED);
                        sink.success(pending);
                    }
                })
                .flatMap(pending -> pending.move(State.ADMITTED, State.RUNNING)
                        ? run
                        : pending.is(State.REFUSED) ? refused : Mono.empty());
    }

    /** The client has left: releases a permit that the call has not used. */
    private void cancel(Pending pending, long now) {
        if (!pending.move(State.WAITING, State.CANCELLED) && pending.move(State.ADMITTED, State.CANCELLED)) {
            limit.releaseUnused();
            drain(now);
        }
    }

    int size() {
        return size;
    }

    private synchronized boolean add(Pending pending) {
        if (queue.size() >= sizeMax) {
            return false;
        }
        if (queue.isEmpty() && pending.since - emptySince > emptyAfterNanos) {
            standingSince = pending.since;
        }
        queue.add(pending);
        size = queue.size();
        return true;
    }

    /**
     * Admits the calls for which a permit is free, and refuses those that have waited too long. One thread drains at a
     * time and not recursively: a call that ends at once requests another drain.
     */
    void drain(long now) {
        if (size == 0 || drains.getAndIncrement() != 0) {
            return;
        }
        int handled = 1;
        try {
            do {
                removeReady(now).forEach(pending -> pending.sink.success(pending));
                handled = drains.addAndGet(-handled);
            } while (handled != 0);
        } catch (Throwable failure) {
            // Without this no later call would ever drain the queue.
            drains.set(0);
            throw failure;
        }
    }

    /** Removes the calls that have a permit now, that have waited too long, or whose client has left. */
    private synchronized List<Pending> removeReady(long now) {
        List<Pending> ready = new ArrayList<>();
        long waitMax = now - standingSince > standsAfterNanos ? standingNanos : burstNanos;
        for (Pending first = queue.peek(); first != null; first = queue.peek()) {
            if (!first.is(State.CANCELLED)) {
                // A free permit comes before the time-out: a refusal beside a free permit is useless.
                if (limit.tryAcquire(now)) {
                    if (!first.move(State.WAITING, State.ADMITTED)) {
                        limit.releaseUnused();
                    }
                } else if (now - first.since > waitMax) {
                    first.move(State.WAITING, State.REFUSED);
                } else {
                    break;
                }
            }
            ready.add(queue.remove());
        }
        size = queue.size();
        if (size == 0) {
            emptySince = now;
        }
        return ready;
    }

    private enum State {
        WAITING,
        /** Has a permit, which is not used yet. */
        ADMITTED,
        /** The call itself releases the permit. */
        RUNNING,
        REFUSED,
        CANCELLED
    }

    private static final class Pending {
        private final MonoSink<Pending> sink;
        private final long since;
        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

        private Pending(MonoSink<Pending> sink, long since) {
            this.sink = sink;
            this.since = since;
        }

        private boolean is(State expected) {
            return state.get() == expected;
        }

        private boolean move(State from, State to) {
            return state.compareAndSet(from, to);
        }
    }
}
