package redpacket.gateway.forward;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.http.client.HttpClient;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.process.ProcessSettings;
import redpacket.gateway.locate.ServiceInstances;
import redpacket.gateway.model.ServiceName;
import redpacket.gateway.shed.Shedding;

/** Every service as every set sees it. Calls that name no packet share nothing with the calls of a set. */
final class Upstreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upstreams.class);

    private final ForwardSettings settings;
    private final LoopResources loops;
    private final Shedding shedding;
    private final MeterRegistry meters;
    private final CircuitBreakerRegistry breakers;
    private final BulkheadRegistry bulkheads;
    private final ServiceInstances instances;
    private final Map<Key, Upstream> upstreams = new HashMap<>();
    private final List<ConnectionProvider> pools = new ArrayList<>();

    Upstreams(
            ForwardSettings settings,
            ProcessSettings process,
            ServiceInstances instances,
            LoopResources loops,
            Shedding shedding,
            MeterRegistry meters) {
        this.settings = settings;
        this.instances = instances;
        this.shedding = shedding;
        this.meters = meters;
        this.loops = loops;
        this.breakers = CircuitBreakerRegistry.of(breakerConfig(settings));
        this.bulkheads = BulkheadRegistry.of(BulkheadConfig.custom()
                .maxConcurrentCalls(settings.concurrentMax())
                .maxWaitDuration(Duration.ZERO)
                .build());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        for (ServiceName service : ServiceName.values()) {
            add(service, null);
            for (ProcessSettings.PacketSet set : process.sets()) {
                add(service, set.setId());
            }
        }
    }

    private record Key(ServiceName service, @Nullable SetId set) {}

    private void add(ServiceName service, @Nullable SetId set) {
        if ((set != null && !isBySet(service)) || (set == null && service == ServiceName.GRAB)) {
            return;
        }
        String name = set == null ? service.toString() : service + "-set-" + set;
        PoolMeters poolMeters = new PoolMeters(meters, name);
        ConnectionProvider pool = ConnectionProvider.builder(name)
                .maxConnections(settings.connectionsMax())
                .pendingAcquireMaxCount(settings.pendingAcquiresMax())
                .pendingAcquireTimeout(Duration.ofMillis(settings.acquireTimeoutMillis()))
                .maxIdleTime(Duration.ofMillis(settings.connectionIdleMillisMax()))
                .maxLifeTime(Duration.ofMillis(settings.connectionLifeMillisMax()))
                .evictInBackground(Duration.ofMillis(settings.connectionIdleMillisMax()))
                // The connection that was used last is the likeliest to be alive.
                .lifo()
                .metrics(true, () -> poolMeters)
                .build();
        pools.add(pool);
        HttpClient client = HttpClient.create(pool)
                .runOn(loops)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings.connectTimeoutMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .disableRetry(true)
                .followRedirect(false);
        CircuitBreaker breaker = breakers.circuitBreaker(name);
        breaker.getEventPublisher()
                .onStateTransition(event ->
                        LOG.warn("breaker of {}: {}", event.getCircuitBreakerName(), event.getStateTransition()));
        Bulkhead bulkhead = bulkheads.bulkhead(name);
        RetryBudget retries = new RetryBudget(settings.retryPercentMax(), settings.retryReserve());
        FunctionCounter.builder("redpacket.gateway.retries", retries, RetryBudget::spent)
                .description("Requests that were tried again on another connection or instance")
                .tag("upstream", name)
                .register(meters);
        upstreams.put(
                new Key(service, set),
                new Upstream(
                        instances.of(service),
                        client,
                        breaker,
                        bulkhead,
                        settings,
                        retries,
                        waited -> shedding.waited(service, set, waited)));
    }

    private static boolean isBySet(ServiceName service) {
        return service == ServiceName.GRAB || service == ServiceName.PACKET;
    }

    private static CircuitBreakerConfig breakerConfig(ForwardSettings settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(
                        settings.breakerWindowSeconds(),
                        settings.breakerCallsMin(),
                        SlidingWindowType.TIME_BASED,
                        SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .failureRateThreshold(settings.breakerFailurePercent())
                .waitDurationInOpenState(Duration.ofMillis(settings.breakerOpenMillis()))
                .permittedNumberOfCallsInHalfOpenState(settings.breakerTrialCalls())
                .maxWaitDurationInHalfOpenState(Duration.ofMillis(settings.answerTimeoutMillis()))
                // Full is not broken.
                .ignoreExceptions(
                        io.github.resilience4j.bulkhead.BulkheadFullException.class,
                        PoolAcquireTimeoutException.class,
                        PoolAcquirePendingLimitException.class)
                .writableStackTraceEnabled(false)
                .build();
    }

    /** Empty for a set that is not configured here. */
    Optional<Upstream> of(ServiceName service, @Nullable PacketId packet) {
        SetId set = packet == null || !isBySet(service) ? null : packet.set();
        return Optional.ofNullable(upstreams.get(new Key(service, set)));
    }

    @Override
    public void close() {
        pools.forEach(ConnectionProvider::dispose);
    }
}
