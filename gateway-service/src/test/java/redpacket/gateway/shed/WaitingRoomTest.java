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

class WaitingRoomTest {
    private static final String REFUSED = "refused";
    private static final int PLACES = 3;
    private static final ShedSettings SETTINGS = SettingsBinding.bind(
            ShedDefaults.PREFIX,
            ShedSettings.class,
            Map.of(
                    ShedDefaults.PREFIX + ".limit-min",
                    PLACES,
                    ShedDefaults.PREFIX + ".limit-start",
                    PLACES,
                    ShedDefaults.PREFIX + ".limit-max",
                    PLACES,
                    ShedDefaults.PREFIX + ".waiters-max",
                    10));

    private final AdaptiveLimit limit = new AdaptiveLimit(SETTINGS, SETTINGS.grabsOrOpens(), 1000, 0);
    private final WaitingRoom room = new WaitingRoom(limit, SETTINGS, 0);
    private final List<String> heard = new ArrayList<>();
    private final List<Sinks.One<String>> running = new ArrayList<>();
    private long now;

    /** A call that runs until it is ended, or is refused. */
    private Disposable call(String name) {
        Mono<String> run = Mono.defer(() -> {
            Sinks.One<String> sink = Sinks.one();
            running.add(sink);
            return sink.asMono().doOnCancel(() -> room.abandon(0, now)).doOnTerminate(() -> room.leave(0, now));
        });
        Mono<String> call = room.enter(now) ? run : room.await(run, Mono.just(REFUSED), now);
        return call.subscribe(outcome -> heard.add(name + " " + outcome));
    }

    private void end(int index) {
        running.get(index).tryEmitValue("served");
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        room.expire(now);
    }

    private void fill() {
        for (int i = 0; i < PLACES; i++) {
            call("first");
        }
    }

    @Test
    void whoFindsNoPlaceHasTheNextOneThatIsLeft() {
        fill();
        call("a");
        call("b");
        assertThat(running).hasSize(PLACES);
        assertThat(room.waiting()).isEqualTo(2);
        end(0);
        end(PLACES);
        assertThat(heard).containsExactly("first served", "a served");
        end(PLACES + 1);
        assertThat(heard).containsExactly("first served", "a served", "b served");
        assertThat(room.waiting()).isZero();
    }

    @Test
    void nobodyGoesBeforeThoseWhoWait() {
        fill();
        call("a");
        limit.abandon(0, now);
        assertThat(room.enter(now)).isFalse();
    }

    @Test
    void inABurstOneWaitsForHalfASecond() {
        fill();
        call("a");
        pass(500);
        assertThat(heard).isEmpty();
        pass(1);
        assertThat(heard).containsExactly("a refused");
        assertThat(limit.inFlight()).isEqualTo(PLACES);
    }

    @Test
    void aQueueThatStandsIsNotJoined() {
        fill();
        call("a");
        pass(400);
        call("b");
        pass(400);
        call("c");
        pass(201);
        assertThat(heard).containsExactly("a refused", "b refused", "c refused");
        call("d");
        pass(20);
        assertThat(heard).hasSize(3);
        pass(1);
        assertThat(heard).hasSize(4);
        pass(251);
        // Nobody waited for a while: a burst may come again.
        call("e");
        pass(400);
        assertThat(heard).hasSize(4);
    }

    @Test
    void whereSomebodyAlwaysWaitsOneWaitsForTheTarget() {
        fill();
        for (int i = 0; i < 12; i++) {
            call("w" + i);
            pass(100);
        }
        heard.clear();
        call("late");
        pass(20);
        assertThat(heard).isEmpty();
        pass(1);
        assertThat(heard).containsExactly("late refused");
    }

    @Test
    void aRoomThatIsFullRefusesAtOnce() {
        fill();
        for (int i = 0; i < 10; i++) {
            call("waits");
        }
        call("a");
        assertThat(heard).containsExactly("a refused");
    }

    @Test
    void whoGoesAwayLeavesNoPlaceTaken() {
        fill();
        Disposable gone = call("a");
        call("b");
        gone.dispose();
        end(0);
        assertThat(running).hasSize(PLACES + 1);
        end(PLACES);
        end(1);
        end(2);
        assertThat(heard).containsExactly("first served", "b served", "first served", "first served");
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void whoHasWaitedTooLongHasThePlaceThatIsLeftAllTheSame() {
        fill();
        call("a");
        now += TimeUnit.MILLISECONDS.toNanos(510);
        end(0);
        assertThat(running).hasSize(PLACES + 1);
        end(PLACES);
        assertThat(heard).containsExactly("first served", "a served");
    }

    @Test
    void whoGoesAwayJustWhenItIsLetInLeavesThePlace() {
        fill();
        Disposable[] other = new Disposable[1];
        Mono<String> goes = Mono.defer(() -> {
            other[0].dispose();
            return Mono.<String>never();
        });
        var unused = room.await(goes, Mono.just(REFUSED), now).subscribe();
        other[0] = call("b");
        limit.abandon(0, now);
        limit.abandon(0, now);
        // Both are let in at once, and the first one's run takes the second one away.
        room.expire(now);
        assertThat(running).hasSize(PLACES);
        assertThat(limit.inFlight()).isEqualTo(PLACES - 1);
    }

    @Test
    void aCallThatIsGivenUpWhileItRunsLetsInTheNext() {
        fill();
        call("a");
        // A place of no sink: given up as a client's cancel does.
        room.abandon(0, now);
        assertThat(running).hasSize(PLACES + 1);
    }

    @Test
    void whoHasGoneNeedsNoPlaceToLeaveTheRoom() {
        fill();
        Disposable gone = call("a");
        gone.dispose();
        room.expire(now);
        assertThat(room.waiting()).isZero();
    }

    @Test
    void whatEndsAtOnceLetsInTheNextWithoutEnd() {
        ShedSettings many = SettingsBinding.bind(
                ShedDefaults.PREFIX, ShedSettings.class, Map.of(ShedDefaults.PREFIX + ".waiters-max", 100_000));
        AdaptiveLimit wide = new AdaptiveLimit(many, many.grabsOrOpens(), 1000, 0);
        WaitingRoom crowd = new WaitingRoom(wide, many, 0);
        int places = 0;
        while (crowd.enter(0)) {
            places++;
        }
        AtomicInteger served = new AtomicInteger();
        Mono<String> run = Mono.fromCallable(() -> "served").doOnTerminate(() -> crowd.leave(0, 0));
        for (int i = 0; i < 100_000; i++) {
            crowd.await(run, Mono.just(REFUSED), 0).subscribe(outcome -> served.incrementAndGet());
        }
        crowd.leave(0, 0);
        assertThat(served).hasValue(100_000);
        assertThat(wide.inFlight()).isEqualTo(places - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noPlaceIsLostOrGivenTwice(long seed) throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger heardOf = new AtomicInteger();
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
                            room.leave(0, System.nanoTime());
                        });
                    });
                    Mono<String> call = room.enter(System.nanoTime())
                            ? run
                            : room.await(run, Mono.just(REFUSED), System.nanoTime());
                    Disposable one = call.doOnCancel(gone::incrementAndGet)
                            .doOnNext(outcome -> heardOf.incrementAndGet())
                            .subscribe();
                    if (random.nextInt(4) == 0) {
                        one.dispose();
                    }
                }
                ended.countDown();
            });
        }
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        room.expire(System.nanoTime());
        assertThat(most.get()).isLessThanOrEqualTo(PLACES);
        assertThat(limit.inFlight()).isZero();
        assertThat(room.waiting()).isZero();
        assertThat(heardOf.get() + gone.get()).isGreaterThanOrEqualTo(threads * calls);
    }
}
