package redpacket.gateway.answer;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times answers by call, status and giver. The fast path answers without the web framework, so the
 * framework's own metrics do not see all answers.
 */
public final class CountAnswers {
    /** The call of a request that matches no call of the contract. */
    public static final String NO_CALL = "none";

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3)
    };

    private final MeterRegistry meters;
    private final Ticker ticker;
    /** INVARIANT: bounded, since the numbers of calls, givers and statuses are. */
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    CountAnswers(MeterRegistry meters, Ticker ticker) {
        this.meters = meters;
        this.ticker = ticker;
    }

    private record Key(String call, int status, Answer.By by) {}

    public void count(String call, Answer answer, long begunNanos) {
        timers.computeIfAbsent(new Key(call, answer.status(), answer.by()), this::timer)
                .record(ticker.read() - begunNanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        return Timer.builder("redpacket.gateway.requests")
                .description("Answers by call, status and giver (edge or service)")
                .tag("call", key.call())
                .tag("status", Integer.toString(key.status()))
                .tag("by", key.by().name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
    }
}
