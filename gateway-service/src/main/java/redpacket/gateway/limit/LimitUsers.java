package redpacket.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;

/** A token bucket a user, in a bounded table. */
@Component
public final class LimitUsers {
    private static final long MILLIS_PER_SECOND = 1_000;

    private final LimitSettings settings;
    private final Clock clock;
    private final Cache<Long, Bucket> buckets;
    private final Counter refused;

    LimitUsers(LimitSettings settings, Clock clock, MeterRegistry meters) {
        this.settings = settings;
        this.clock = clock;
        long refillSeconds = settings.burstRequests() / settings.requestsPerSecond() + 1L;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(settings.usersMax())
                // One who has been quiet this long has a full bucket again.
                .expireAfterAccess(Duration.ofSeconds(refillSeconds))
                .executor(Runnable::run)
                .build();
        this.refused = Counter.builder("redpacket.gateway.rate.limited")
                .description("requests over their user's rate")
                .register(meters);
    }

    /** Takes one request from the user's bucket; throws the 429 when it is empty. */
    public void take(UserId user) {
        Bucket bucket = buckets.get(
                user.value(), ignored -> new Bucket(settings.burstRequests() * MILLIS_PER_SECOND, clock.millis()));
        long waitMillis = bucket.take(clock.millis(), settings);
        if (waitMillis > 0) {
            refused.increment();
            throw Problem.tooMany(
                    "RATE_LIMITED",
                    "More than " + settings.requestsPerSecond() + " requests a second.",
                    Duration.ofMillis(waitMillis));
        }
    }

    /** Holds thousandths of a request, so that a millisecond's refill is a whole number. */
    private static final class Bucket {
        private long level;
        private long filledMillis;

        Bucket(long level, long nowMillis) {
            this.level = level;
            this.filledMillis = nowMillis;
        }

        /** 0 when one was taken, else the milliseconds until there is one. */
        synchronized long take(long nowMillis, LimitSettings settings) {
            long passed = Math.max(0, nowMillis - filledMillis);
            filledMillis = Math.max(filledMillis, nowMillis);
            level = Math.min(
                    settings.burstRequests() * MILLIS_PER_SECOND, level + passed * settings.requestsPerSecond());
            if (level < MILLIS_PER_SECOND) {
                return (MILLIS_PER_SECOND - level) / settings.requestsPerSecond() + 1;
            }
            level -= MILLIS_PER_SECOND;
            return 0;
        }
    }
}
