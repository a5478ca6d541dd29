package redpacket.loadtest.load;

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
import redpacket.loadtest.report.Measured;
import redpacket.loadtest.stack.ProcessorTime;

/**
 * Makes calls and measures them. A closed loop has a fixed number of calls in flight. An open loop begins a fixed
 * number a second and measures each from its due time, so there is no coordinated omission. A refused call is repeated
 * after the wait that its answer names, and its time runs on.
 */
public final class Calls {
    private static final int TRIES_MAX = 100;
    private static final int UNDER_WAY_MAX = 8_192;
    private static final double NANOS_PER_SECOND = 1e9;

    private final ApiClients clients;
    private final LongFunction<String> bearerOf;
    private final Map<String, Long> refusals = new ConcurrentHashMap<>();

    /**
     * A POST without a body.
     *
     * @param expected the beginning of the right answer; any other answer fails the run
     */
    public record Call(long user, String path, String expected) {}

    public Calls(ApiClients clients, LongFunction<String> bearerOf) {
        this.clients = clients;
        this.bearerOf = bearerOf;
    }

    /** Refused and lost calls since the start, by problem code. */
    public Map<String, Long> refusals() {
        return Map.copyOf(refusals);
    }

    public Measured closed(String strategy, List<Call> calls, int atOnce) throws InterruptedException {
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
    public Measured open(String strategy, List<Call> calls, double perSecond) throws InterruptedException {
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
                        UNDER_WAY_MAX + " calls are in flight and none is answered: " + refusals);
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
        private final long cpu = ProcessorTime.ownNanos();
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
                throw new IllegalStateException(done.get() + " of " + calls + " calls had the right answer; others: "
                        + surprises + "; refused: " + refusals);
            }
            return Measured.of(strategy, done.get(), System.nanoTime() - begun, micros, ProcessorTime.ownNanos() - cpu);
        }
    }

    private Mono<ApiClients.Reply> attempt(Call call, int number) {
        return clients.post(call.user(), bearerOf.apply(call.user()), call.path())
                .onErrorResume(failure -> Mono.just(new ApiClients.Reply(503, "\"code\":\"" + failure + "\"")))
                .flatMap(reply -> {
                    if (!reply.isRetryable() || number > TRIES_MAX) {
                        return Mono.just(reply);
                    }
                    refusals.merge(reply.code(), 1L, Long::sum);
                    return Mono.delay(reply.retryAfter()).flatMap(ignored -> attempt(call, number + 1));
                });
    }
}
