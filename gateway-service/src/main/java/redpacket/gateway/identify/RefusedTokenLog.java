package redpacket.gateway.identify;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Logs why tokens are refused: at most one line a minute for each reason. A line holds nothing of the token, because a
 * client could put anything there.
 */
final class RefusedTokenLog {
    private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Ticker ticker;
    private final Consumer<String> log;
    private final Map<TokenOutcome, Refusals> refusals = new HashMap<>();

    RefusedTokenLog(Ticker ticker, Consumer<String> log) {
        this.ticker = ticker;
        this.log = log;
        for (TokenOutcome.Refused reason : TokenOutcome.Refused.values()) {
            refusals.put(reason, new Refusals(reason.description(), ticker.read()));
        }
        refusals.put(
                TokenOutcome.UnknownKey.INSTANCE,
                new Refusals("the issuer publishes no usable key with its key id (kid)", ticker.read()));
    }

    /** Counts an outcome that refuses a token; other outcomes are ignored. */
    void add(TokenOutcome outcome) {
        Refusals known = refusals.get(outcome);
        if (known != null) {
            add(known);
        }
    }

    private void add(Refusals refused) {
        refused.count.increment();
        long now = ticker.read();
        long next = refused.nextLineNanos.get();
        if (now - next >= 0 && refused.nextLineNanos.compareAndSet(next, now + INTERVAL_NANOS)) {
            log.accept("tokens refused since the last line of this reason: " + refused.count.sumThenReset()
                    + "; a token is refused because " + refused.description);
        }
    }

    private static final class Refusals {
        private final String description;
        private final LongAdder count = new LongAdder();
        private final AtomicLong nextLineNanos;

        private Refusals(String description, long now) {
            this.description = description;
            this.nextLineNanos = new AtomicLong(now);
        }
    }
}
