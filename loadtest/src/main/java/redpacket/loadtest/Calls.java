package redpacket.loadtest;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import reactor.core.publisher.Mono;

/**
 * Makes calls and measures them, in a closed loop (so many under way at once) or an open one (so many begun a second,
 * whether answered or not, each measured from when it was due: no coordinated omission). A phone that is told to come
 * back comes back; its time runs on.
 */
final class Calls {
    private static final int TRIES_MAX = 100;
    private static final int UNDER_WAY_MAX = 8_192;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Phones phones;
    private final LongFunction<String> bearerOf;
    private final Map<String, Long> refusals = new ConcurrentHashMap<>();

    /**
     * A POST without a body.
     *
     * @param expected what the answer begins with; anything else fails the run
     */
    record Call(long user, String path, String expected) {}

    Calls(Phones phones, LongFunction<String> bearerOf) {
        this.phones = phones;
        this.bearerOf = bearerOf;
    }

    /** Answers that were 429 or 503, or never came, by their code, since the start. */
    Map<String, Long> refusals() {
        return Map.copyOf(refusals);
    }

    Measured closed(String strategy, List<Call> calls, int atOnce) throws InterruptedException {
        Run run = new Run(calls.size());
        Semaphore places = new Semaphore(atOnce);
        for (Call call : calls) {
            places.acquire();
            run.begin(call, System.nanoTime(), places);
        }
        places.acquire(atOnce);
        return run.result(strategy, calls.size());
    }

    /** @param perSecond calls begun a second */
    Measured open(String strategy, List<Call> calls, double perSecond) throws InterruptedException {
        Run run = new Run(calls.size());
        Semaphore places = new Semaphore(UNDER_WAY_MAX);
        long begun = System.nanoTime();
        for (int i = 0; i < calls.size(); i++) {
            long due = begun + (long) (i / perSecond * NANOS_PER_SECOND);
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            if (!places.tryAcquire(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        UNDER_WAY_MAX + " calls are under way and none is answered: " + refusals);
            }
            run.begin(calls.get(i), due, places);
        }
        places.acquire(UNDER_WAY_MAX);
        return run.result(strategy, calls.size());
    }

    private final class Run {
        private final Histogram micros = new ConcurrentHistogram(3);
        private final AtomicLong done = new AtomicLong();
        private final Map<String, Long> surprises = new ConcurrentHashMap<>();
        private final long cpu = OpenBench.cpuNanos();
        private final long begun = System.nanoTime();
        private final int expected;

        private Run(int expected) {
            this.expected = expected;
        }

        private void begin(Call call, long dueNanos, Semaphore places) {
            var unused = attempt(call, 1).subscribe(reply -> {
                if (reply.body().startsWith(call.expected())) {
                    done.incrementAndGet();
                    micros.recordValue((System.nanoTime() - dueNanos) / 1_000);
                } else {
                    surprises.merge(reply.status() + " " + reply.body(), 1L, Long::sum);
                }
                places.release();
            });
        }

        private Measured result(String strategy, int calls) {
            if (done.get() != expected) {
                throw new IllegalStateException("of " + calls + " calls " + done.get()
                        + " were answered as they must be: " + surprises + " " + refusals);
            }
            return Measured.of(strategy, done.get(), System.nanoTime() - begun, micros, OpenBench.cpuNanos() - cpu);
        }
    }

    private Mono<Phones.Reply> attempt(Call call, int number) {
        return phones.post(call.user(), bearerOf.apply(call.user()), call.path())
                .onErrorResume(failure -> Mono.just(new Phones.Reply(503, "\"code\":\"" + failure + "\"")))
                .flatMap(reply -> {
                    if (!reply.isRetryable() || number > TRIES_MAX) {
                        return Mono.just(reply);
                    }
                    refusals.merge(reply.code(), 1L, Long::sum);
                    return Mono.delay(reply.comeBack()).flatMap(ignored -> attempt(call, number + 1));
                });
    }
}
