package redpacket.loadtest.bench.overload;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.Mono;
import redpacket.loadtest.load.ApiClients;

/** Makes the calls of a mix: a fixed number in flight, or a fixed number a second. */
final class MixLoad {
    private static final int AT_ONCE = 256;
    private static final ApiClients.Reply NONE = new ApiClients.Reply(0, "");

    private MixLoad() {}

    /** A closed loop. Returns the served calls a second. */
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

    /** An open loop: calls begin at their due time, and each is measured from it. */
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
            // Without a free place the call counts as not answered.
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

    /** A call without an answer has status 0. */
    private static Mono<ApiClients.Reply> answer(Mono<ApiClients.Reply> call) {
        return call.onErrorResume(failure -> Mono.just(NONE));
    }
}
