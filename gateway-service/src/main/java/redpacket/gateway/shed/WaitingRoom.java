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
 * Calls that find no place under a limit wait here for one, the first that came first: in a burst for half a second, and
 * hardly at all once somebody has been waiting for a second on end, until nobody has for a quarter of one. So a crowd that
 * comes at once is served by the next commits, and a queue that stands is not joined (controlled delay for servers: Maurer, "Fail at Scale", ACM Queue 13,
 * 2015).
 *
 * <p>INVARIANT: who has a place either runs or gives it back, also where the client goes away in the very moment.
 */
final class WaitingRoom {
    private final AdaptiveLimit limit;
    private final int waitersMax;
    private final long burstNanos;
    private final long standingNanos;
    private final long standsAfterNanos;
    private final long goneAfterNanos;
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    /** Whose turn it is to let others in; more than 0 means that somebody does. */
    private final AtomicInteger turns = new AtomicInteger();
    /** When the first one came, after nobody had waited for a while. */
    private long waitingSince;

    private long emptySince;

    private volatile int waiting;

    WaitingRoom(AdaptiveLimit limit, ShedSettings settings, long now) {
        this.limit = limit;
        this.waitersMax = settings.waitersMax();
        this.burstNanos = TimeUnit.MILLISECONDS.toNanos(settings.burstWaitMillis());
        this.standingNanos = TimeUnit.MILLISECONDS.toNanos(settings.queueMillisTarget());
        this.standsAfterNanos = TimeUnit.MILLISECONDS.toNanos(settings.standsAfterMillis());
        this.goneAfterNanos = TimeUnit.MILLISECONDS.toNanos(settings.limitWindowMillis());
        this.emptySince = now - goneAfterNanos - 1;
    }

    /** A place at once. */
    boolean enter(long now) {
        return waiting == 0 && limit.enter(now);
    }

    /** Leaves a place after so long; the next one has it. */
    void leave(long nanos, long now) {
        limit.leave(nanos, now);
        letIn(now);
    }

    /** Whether who leaves a place after so long is late. */
    boolean isLate(long nanos) {
        return limit.isLate(nanos);
    }

    /** Leaves a place after so long without an answer of the service: the client has gone, or the call never got there. */
    void abandon(long nanos, long now) {
        limit.abandon(nanos, now);
        letIn(now);
    }

    /**
     * What runs under the limit, once there is a place for it.
     *
     * @param run begins with a place and leaves it at its end, however it ends
     * @param refused what is heard where there is none in time
     */
    <T> Mono<T> await(Mono<T> run, Mono<T> refused, long now) {
        return Mono.<Waiter>create(sink -> {
                    Waiter waiter = new Waiter(sink, now);
                    sink.onCancel(() -> waiter.go(now));
                    if (add(waiter)) {
                        letIn(now);
                    } else {
                        waiter.refuse();
                        waiter.tell();
                    }
                })
                .flatMap(waiter -> waiter.takes() ? run : waiter.isRefused() ? refused : Mono.empty());
    }

    /** Those whose time is over hear so, whether anyone leaves or not. */
    void expire(long now) {
        letIn(now);
    }

    int waiting() {
        return waiting;
    }

    private synchronized boolean add(Waiter waiter) {
        if (waiters.size() >= waitersMax) {
            return false;
        }
        if (waiters.isEmpty() && waiter.since - emptySince > goneAfterNanos) {
            waitingSince = waiter.since;
        }
        waiters.add(waiter);
        waiting = waiters.size();
        return true;
    }

    /** One thread at a time, and none within itself: what is let in may leave at once, and would let in the next. */
    private void letIn(long now) {
        if (waiting == 0 || turns.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        try {
            do {
                for (Waiter waiter : next(now)) {
                    waiter.tell();
                }
                missed = turns.addAndGet(-missed);
            } while (missed != 0);
        } catch (Throwable failure) {
            // Or nobody would ever be let in again.
            turns.set(0);
            throw failure;
        }
    }

    /** Those who leave the room now: with a place, or because their time is over. */
    private synchronized List<Waiter> next(long now) {
        List<Waiter> leaving = new ArrayList<>();
        boolean stands = now - waitingSince > standsAfterNanos;
        long patience = stands ? standingNanos : burstNanos;
        for (Waiter first = waiters.peek(); first != null; first = waiters.peek()) {
            if (!first.hasGone()) {
                // A place before patience: who has waited too long for a place that is free now would be sent away from
                // it.
                if (limit.enter(now)) {
                    if (!first.enter()) {
                        limit.abandon(0, now);
                    }
                } else if (now - first.since > patience) {
                    first.refuse();
                } else {
                    break;
                }
            }
            leaving.add(waiters.remove());
        }
        waiting = waiters.size();
        if (waiting == 0) {
            emptySince = now;
        }
        return leaving;
    }

    private enum State {
        WAITING,
        ENTERED,
        RUNS,
        REFUSED,
        GONE
    }

    private final class Waiter {
        private final MonoSink<Waiter> sink;
        private final long since;
        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

        private Waiter(MonoSink<Waiter> sink, long since) {
            this.sink = sink;
            this.since = since;
        }

        private boolean enter() {
            return state.compareAndSet(State.WAITING, State.ENTERED);
        }

        private void refuse() {
            state.compareAndSet(State.WAITING, State.REFUSED);
        }

        private boolean isRefused() {
            return state.get() == State.REFUSED;
        }

        private boolean hasGone() {
            return state.get() == State.GONE;
        }

        /** Whether it has a place that is its own from now on. */
        private boolean takes() {
            return state.compareAndSet(State.ENTERED, State.RUNS);
        }

        /** The client has gone: a place that it was given and has not taken is for others. */
        private void go(long now) {
            if (!state.compareAndSet(State.WAITING, State.GONE) && state.compareAndSet(State.ENTERED, State.GONE)) {
                abandon(0, now);
            }
        }

        private void tell() {
            sink.success(this);
        }
    }
}
