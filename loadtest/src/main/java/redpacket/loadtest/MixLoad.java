package redpacket.loadtest;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.Mono;

/** Calls of a mix: so many under way at once, or so many begun a second. */
final class MixLoad {
    private static final int AT_ONCE = 256;
    private static final Phones.Reply NONE = new Phones.Reply(0, "");

    private MixLoad() {}

    /** Calls answered a second, so many under way at once. */
    static double closed(Mix mix, int seconds) throws InterruptedException {
        Semaphore places = new Semaphore(AT_ONCE);
        AtomicInteger served = new AtomicInteger();
        long begun = System.nanoTime();
        long end = begun + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            places.acquire();
            var unused = answer(mix.call(mix.draw())).subscribe(reply -> {
                if (reply.isOk()) {
                    served.incrementAndGet();
                }
                places.release();
            });
        }
        places.acquire(AT_ONCE);
        return served.get() * 1e9 / (System.nanoTime() - begun);
    }

    /** Calls that begin when they are due; each is measured from then. */
    static void open(Mix mix, double perSecond, int seconds, Tally tally, Semaphore places)
            throws InterruptedException {
        long begun = System.nanoTime();
        int calls = (int) (perSecond * seconds);
        for (int i = 0; i < calls; i++) {
            long due = begun + (long) (i / perSecond * 1e9);
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            Mix.Kind kind = mix.draw();
            double second = (due - begun) / 1e9;
            tally.offered(kind, second, (System.nanoTime() - due) / 1_000);
            // A phone that finds no connection: nobody is served less for it.
            if (!places.tryAcquire()) {
                tally.answered(kind, second, NONE, 0);
                continue;
            }
            var unused = answer(mix.call(kind)).subscribe(reply -> {
                long now = System.nanoTime();
                tally.answered(kind, second, reply, (now - due) / 1_000);
                places.release();
            });
        }
    }

    /** What was not answered has status 0. */
    private static Mono<Phones.Reply> answer(Mono<Phones.Reply> call) {
        return call.onErrorResume(failure -> Mono.just(NONE));
    }
}
