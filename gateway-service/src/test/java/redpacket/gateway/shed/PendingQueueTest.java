package redpacket.gateway.shed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import redpacket.gateway.SettingsBinding;

class PendingQueueTest {
    private static final String REFUSED = "refused";
    private static final long BOUND = TimeUnit.SECONDS.toNanos(1);
    private static final int PERMITS = 3;
    private static final ShedSettings SETTINGS = SettingsBinding.bind(
            ShedDefaults.PREFIX,
            ShedSettings.class,
            Map.of(
                    ShedDefaults.PREFIX + ".limit-min",
                    PERMITS,
                    ShedDefaults.PREFIX + ".limit-start",
                    PERMITS,
                    ShedDefaults.PREFIX + ".limit-max",
                    PERMITS,
                    ShedDefaults.PREFIX + ".waiters-max",
                    10));

    private final AdaptiveLimit limit = new AdaptiveLimit(SETTINGS, SETTINGS.grabsOrOpens(), 0);
    private final PendingQueue queue = new PendingQueue(limit, SETTINGS, 0);
    private final List<String> outcomes = new ArrayList<>();
    private final List<Sinks.One<String>> running = new ArrayList<>();
    private long now;

    /** A call that runs until the test ends it, or is refused. */
    private Disposable call(String name) {
        Mono<String> run = Mono.defer(() -> {
            Sinks.One<String> sink = Sinks.one();
            running.add(sink);
            return sink.asMono()
                    .doOnCancel(() -> queue.releaseUnanswered(0, BOUND, now))
                    .doOnTerminate(() -> queue.release(0, BOUND, now));
        });
        Mono<String> call = queue.tryAcquire(now) ? run : queue.await(run, Mono.just(REFUSED), now);
        return call.subscribe(outcome -> outcomes.add(name + " " + outcome));
    }

    private void end(int index) {
        running.get(index).tryEmitValue("served");
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        queue.drain(now);
    }

    private void fill() {
        for (int i = 0; i < PERMITS; i++) {
            call("first");
        }
    }

    @Test
    void aCallWithoutAPermitGetsTheNextReleasedOne() {
        fill();
        call("a");
        call("b");
        assertThat(running).hasSize(PERMITS);
        assertThat(queue.size()).isEqualTo(2);
        end(0);
        end(PERMITS);
        assertThat(outcomes).containsExactly("first served", "a served");
        end(PERMITS + 1);
        assertThat(outcomes).containsExactly("first served", "a served", "b served");
        assertThat(queue.size()).isZero();
    }

    @Test
    void noCallOvertakesPendingOnes() {
        fill();
        call("a");
        limit.releaseUnused();
        assertThat(queue.tryAcquire(now)).isFalse();
    }

    @Test
    void inABurstACallWaitsForHalfASecond() {
        fill();
        call("a");
        pass(500);
        assertThat(outcomes).isEmpty();
        pass(1);
        assertThat(outcomes).containsExactly("a refused");
        assertThat(limit.inFlight()).isEqualTo(PERMITS);
    }

    @Test
    void inAStandingQueueACallWaitsForTheTargetOnly() {
        fill();
        call("a");
        pass(400);
        call("b");
        pass(400);
        call("c");
        pass(201);
        assertThat(outcomes).containsExactly("a refused", "b refused", "c refused");
        call("d");
        pass(20);
        assertThat(outcomes).hasSize(3);
        pass(1);
        assertThat(outcomes).hasSize(4);
        pass(251);
        // The queue was empty for a while, so this is a burst again.
        call("e");
        pass(400);
        assertThat(outcomes).hasSize(4);
    }

    @Test
    void aQueueThatNeverEmptiesIsAStandingQueue() {
        fill();
        for (int i = 0; i < 12; i++) {
            call("w" + i);
            pass(100);
        }
        outcomes.clear();
        call("late");
        pass(20);
        assertThat(outcomes).isEmpty();
        pass(1);
        assertThat(outcomes).containsExactly("late refused");
    }

    @Test
    void aFullQueueRefusesAtOnce() {
        fill();
        for (int i = 0; i < 10; i++) {
            call("waits");
        }
        call("a");
        assertThat(outcomes).containsExactly("a refused");
    }

    @Test
    void aCancelledCallKeepsNoPermit() {
        fill();
        Disposable gone = call("a");
        call("b");
        gone.dispose();
        end(0);
        assertThat(running).hasSize(PERMITS + 1);
        end(PERMITS);
        end(1);
        end(2);
        assertThat(outcomes).containsExactly("first served", "b served", "first served", "first served");
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void aFreePermitComesBeforeTheTimeOut() {
        fill();
        call("a");
        now += TimeUnit.MILLISECONDS.toNanos(510);
        end(0);
        assertThat(running).hasSize(PERMITS + 1);
        end(PERMITS);
        assertThat(outcomes).containsExactly("first served", "a served");
    }

    @Test
    void aCallCancelledAtItsAdmissionReleasesItsPermit() {
        fill();
        Disposable[] other = new Disposable[1];
        Mono<String> goes = Mono.defer(() -> {
            other[0].dispose();
            return Mono.<String>never();
        });
        var unused = queue.await(goes, Mono.just(REFUSED), now).subscribe();
        other[0] = call("b");
        limit.releaseUnused();
        limit.releaseUnused();
        // Both calls are admitted at once, and the run of the first cancels the second.
        queue.drain(now);
        assertThat(running).hasSize(PERMITS);
        assertThat(limit.inFlight()).isEqualTo(PERMITS - 1);
    }

    @Test
    void aCallCancelledWhileItRunsAdmitsTheNext() {
        fill();
        call("a");
        // Releases the permit of one of the first calls, as the cancel of its client does.
        queue.releaseUnanswered(0, BOUND, now);
        assertThat(running).hasSize(PERMITS + 1);
    }

    @Test
    void aCancelledCallLeavesTheQueueWithoutAPermit() {
        fill();
        Disposable gone = call("a");
        gone.dispose();
        queue.drain(now);
        assertThat(queue.size()).isZero();
    }

    @Test
    void callsThatEndAtOnceDoNotRecurse() {
        ShedSettings many = SettingsBinding.bind(
                ShedDefaults.PREFIX, ShedSettings.class, Map.of(ShedDefaults.PREFIX + ".waiters-max", 100_000));
        AdaptiveLimit wide = new AdaptiveLimit(many, many.grabsOrOpens(), 0);
        PendingQueue crowd = new PendingQueue(wide, many, 0);
        int permits = 0;
        while (crowd.tryAcquire(0)) {
            permits++;
        }
        AtomicInteger served = new AtomicInteger();
        Mono<String> run = Mono.fromCallable(() -> "served").doOnTerminate(() -> crowd.release(0, BOUND, 0));
        for (int i = 0; i < 100_000; i++) {
            crowd.await(run, Mono.just(REFUSED), 0).subscribe(outcome -> served.incrementAndGet());
        }
        crowd.release(0, BOUND, 0);
        assertThat(served).hasValue(100_000);
        assertThat(wide.inFlight()).isEqualTo(permits - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noPermitIsLostOrGivenTwice(long seed) throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger gone = new AtomicInteger();
        int threads = 4;
        int calls = 5_000;
        CountDownLatch ended = new CountDownLatch(threads);
        for (int thread = 0; thread < threads; thread++) {
            Random random = new Random(seed * threads + thread);
            Thread.ofPlatform().start(() -> {
                for (int i = 0; i < calls; i++) {
                    Mono<String> run = Mono.defer(() -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        return Mono.just("served").doFinally(signal -> {
                            inside.decrementAndGet();
                            queue.release(0, BOUND, System.nanoTime());
                        });
                    });
                    Mono<String> call = queue.tryAcquire(System.nanoTime())
                            ? run
                            : queue.await(run, Mono.just(REFUSED), System.nanoTime());
                    Disposable one = call.doOnCancel(gone::incrementAndGet)
                            .doOnNext(outcome -> answered.incrementAndGet())
                            .subscribe();
                    if (random.nextInt(4) == 0) {
                        one.dispose();
                    }
                }
                ended.countDown();
            });
        }
        assertThat(ended.await(120, TimeUnit.SECONDS)).isTrue();
        queue.drain(System.nanoTime());
        assertThat(most.get()).isLessThanOrEqualTo(PERMITS);
        assertThat(limit.inFlight()).isZero();
        assertThat(queue.size()).isZero();
        assertThat(answered.get() + gone.get()).isGreaterThanOrEqualTo(threads * calls);
    }
}
