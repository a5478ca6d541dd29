package redpacket.gateway.admit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One token bucket for each key, kept as one number: the time at which it is full (generic cell rate algorithm). A
 * key is forgotten after its bucket is full, so forgetting changes nothing.
 */
final class Rates {
    private final Cache<Long, AtomicLong> fullAt;
    private final Ticker ticker;
    private final int burst;
    private final int perSecond;
    private final long nanosPerRequest;
    private final long burstNanos;

    Rates(int perSecond, int burst, int rememberedMax, Ticker ticker) {
        this.ticker = ticker;
        this.burst = burst;
        this.perSecond = perSecond;
        this.nanosPerRequest = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.burstNanos = nanosPerRequest * burst;
        this.fullAt = Caffeine.newBuilder()
                .maximumSize(rememberedMax)
                .expireAfterAccess(Duration.ofNanos(burstNanos).plusSeconds(1))
                .ticker(ticker)
                // The upkeep costs less than waking another thread.
                .executor(Runnable::run)
                .build();
    }

    /** Takes one request: how many are left after it, or, below 0, the nanoseconds until there is one. */
    long take(long key) {
        return take(bucket(key));
    }

    /** The bucket of a key. Finding it costs more than reading it, so a caller that reads it twice keeps it. */
    AtomicLong bucket(long key) {
        return fullAt.get(key, ignored -> new AtomicLong(ticker.read()));
    }

    long take(AtomicLong bucket) {
        long now = ticker.read();
        while (true) {
            long before = bucket.get();
            long after = (before - now > 0 ? before : now) + nanosPerRequest;
            long spare = burstNanos - (after - now);
            if (spare < 0) {
                return spare;
            }
            if (bucket.compareAndSet(before, after)) {
                return spare / nanosPerRequest;
            }
        }
    }

    /** The result that {@link #take} would have. Takes nothing. */
    long left(AtomicLong bucket) {
        long now = ticker.read();
        long before = bucket.get();
        long spare = burstNanos - ((before - now > 0 ? before : now) + nanosPerRequest - now);
        return spare < 0 ? spare : spare / nanosPerRequest;
    }

    /** Whole seconds, rounded up, in which an empty bucket has one more request. */
    long secondsToOneMore() {
        return (nanosPerRequest + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
    }

    /** Whole seconds in which the bucket fills from so many left. */
    long secondsToFull(long left) {
        return (burst - left + perSecond - 1) / perSecond;
    }
}
