package redpacket.packet.profile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.redis.SetRedis;
import redpacket.packet.model.Profile;
import redpacket.packet.model.Profiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads profiles from a set's Redis in one round trip, behind a breaker of that set's own. */
final class RedisProfiles implements Profiles {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int FAILURE_PERCENT_MAX = 50;

    private final Map<SetId, SetRedis> redis = new HashMap<>();
    private final Map<SetId, CircuitBreaker> breakers = new HashMap<>();
    private final long readMillis;

    RedisProfiles(List<SetRedis> sets, ProfileSettings settings, MeterRegistry meters) {
        this.readMillis = settings.readMillis();
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.breakerCalls())
                .minimumNumberOfCalls(settings.breakerCalls())
                .failureRateThreshold(FAILURE_PERCENT_MAX)
                .waitDurationInOpenState(Duration.ofMillis(settings.breakerOpenMillis()))
                .permittedNumberOfCallsInHalfOpenState(1)
                .build();
        for (SetRedis set : sets) {
            SetId id = set.set().setId();
            CircuitBreaker breaker = CircuitBreaker.of("redis-" + set.set().name(), config);
            redis.put(id, set);
            breakers.put(id, breaker);
            Gauge.builder("redpacket.breaker.open", breaker, it -> it.getState() == CircuitBreaker.State.CLOSED ? 0 : 1)
                    .description("1 while the breaker keeps calls back")
                    .tag("of", breaker.getName())
                    .register(meters);
        }
    }

    @Override
    public Map<UserId, Profile> of(SetId set, Collection<UserId> users) {
        CircuitBreaker breaker = breakers.get(set);
        SetRedis source = redis.get(set);
        if (users.isEmpty() || breaker == null || source == null || !breaker.tryAcquirePermission()) {
            return Map.of();
        }
        long begun = System.nanoTime();
        try {
            Map<UserId, Profile> profiles = read(source, List.copyOf(users));
            breaker.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            return profiles;
        } catch (InterruptedException e) {
            breaker.releasePermission();
            Thread.currentThread().interrupt();
            return Map.of();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            breaker.onError(System.nanoTime() - begun, TimeUnit.NANOSECONDS, e);
            return Map.of();
        }
    }

    private Map<UserId, Profile> read(SetRedis source, List<UserId> users)
            throws InterruptedException, ExecutionException, TimeoutException {
        var commands = source.commands().orElse(null);
        if (commands == null) {
            throw new TimeoutException("not connected");
        }
        String[] keys =
                users.stream().map(user -> ProfileKeys.profile(user.value())).toArray(String[]::new);
        RedisFuture<List<KeyValue<String, String>>> answer = commands.mget(keys);
        List<KeyValue<String, String>> values;
        try {
            values = new ArrayList<>(answer.get(readMillis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw e;
        }
        Map<UserId, Profile> profiles = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            Profile profile = profileOf(values.get(i).getValueOrElse(""));
            if (profile != null) {
                profiles.put(users.get(i), profile);
            }
        }
        return profiles;
    }

    private static @Nullable Profile profileOf(String json) {
        if (json.isEmpty()) {
            return null;
        }
        try {
            Copy copy = JSON.readValue(json, Copy.class);
            return new Profile(copy.nickname(), copy.avatarUrl());
        } catch (JacksonException e) {
            return null;
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Copy(@Nullable String nickname, @Nullable String avatarUrl, long version) {}
}
