package redpacket.gateway.admit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket a user, kept as one number: when the bucket would be full again (the generic cell rate algorithm).
 *
 * <p>A user is forgotten once the bucket is full anyway, so forgetting changes nothing.
 */
final class UserRates {
    private final Cache<Long, AtomicLong> fullAt;
    private final Ticker ticker;
    private final long nanosPerRequest;
    private final long burstNanos;

    UserRates(AdmitSettings settings, Ticker ticker) {
        this.ticker = ticker;
        this.nanosPerRequest = TimeUnit.SECONDS.toNanos(1) / settings.requestsPerSecond();
        this.burstNanos = nanosPerRequest * settings.burst();
        this.fullAt = Caffeine.newBuilder()
                .maximumSize(settings.usersRememberedMax())
                .expireAfterAccess(Duration.ofNanos(burstNanos).plusSeconds(1))
                .ticker(ticker)
                .build();
    }

    /** Takes one request's worth; 0 when there was enough, else the nanoseconds until there is. */
    long take(long user) {
        long now = ticker.read();
        AtomicLong full = fullAt.get(user, ignored -> new AtomicLong(now));
        while (true) {
            long before = full.get();
            long after = (before - now > 0 ? before : now) + nanosPerRequest;
            long lacking = after - now - burstNanos;
            if (lacking > 0) {
                return lacking;
            }
            if (full.compareAndSet(before, after)) {
                return 0;
            }
        }
    }
}
