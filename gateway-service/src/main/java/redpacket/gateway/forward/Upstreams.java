package redpacket.gateway.forward;

import com.github.benmanes.caffeine.cache.Ticker;
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
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
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
import redpacket.gateway.model.ServiceName;
import redpacket.gateway.shed.Shedding;

/** Every service as every set sees it. Calls that name no packet go another way than those of any set. */
final class Upstreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upstreams.class);

    private final ForwardSettings settings;
    private final LoopResources loops;
    private final OwnerRpcClient ownerRpc;
    private final Shedding shedding;
    private final Ticker ticker;
    private final MeterRegistry meters;
    private final PoolMeters poolMeters;
    private final CircuitBreakerRegistry breakers;
    private final BulkheadRegistry bulkheads;
    private final Map<ServiceName, Instances> instances = new EnumMap<>(ServiceName.class);
    private final Map<Key, Upstream> upstreams = new HashMap<>();
    private final List<ConnectionProvider> pools = new ArrayList<>();

    Upstreams(
            ForwardSettings settings,
            ProcessSettings process,
            LoopResources loops,
            OwnerRpcClient ownerRpc,
            Shedding shedding,
            Ticker ticker,
            MeterRegistry meters) {
        this.settings = settings;
        this.ownerRpc = ownerRpc;
        this.shedding = shedding;
        this.ticker = ticker;
        this.meters = meters;
        this.loops = loops;
        this.poolMeters = new PoolMeters(meters);
        this.breakers = CircuitBreakerRegistry.of(breakerConfig(settings));
        this.bulkheads = BulkheadRegistry.of(BulkheadConfig.custom()
                .maxConcurrentCalls(settings.concurrentMax())
                .maxWaitDuration(Duration.ZERO)
                .build());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        ProcessSettings.Services services = process.services();
        instances.put(
                ServiceName.GRAB,
                Instances.bySet(services.grab().stream()
                        .map(grab -> new Instance(grab.name(), grab.url()))
                        .toList()));
        instances.put(ServiceName.PACKET, instancesOf(ServiceName.PACKET, services.packet()));
        instances.put(ServiceName.ACCOUNT, instancesOf(ServiceName.ACCOUNT, services.account()));
        instances.put(ServiceName.NOTIFY, instancesOf(ServiceName.NOTIFY, services.notifications()));
        for (ServiceName service : ServiceName.values()) {
            add(service, null);
            for (ProcessSettings.PacketSet set : process.sets()) {
                add(service, set.setId());
            }
        }
    }

    private record Key(ServiceName service, @Nullable SetId set) {}

    private static Instances instancesOf(ServiceName service, List<URI> urls) {
        List<Instance> found = new ArrayList<>();
        for (URI url : urls) {
            found.add(new Instance(service + "-" + (found.size() + 1), url));
        }
        return Instances.byKey(found);
    }

    private void add(ServiceName service, @Nullable SetId set) {
        if ((set != null && !isBySet(service)) || (set == null && service == ServiceName.GRAB)) {
            return;
        }
        String name = set == null ? service.toString() : service + "-set-" + set;
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
                .responseTimeout(Duration.ofMillis(settings.answerTimeoutMillis()))
                .disableRetry(true)
                .followRedirect(false);
        CircuitBreaker breaker = breakers.circuitBreaker(name);
        breaker.getEventPublisher()
                .onStateTransition(event ->
                        LOG.warn("breaker of {}: {}", event.getCircuitBreakerName(), event.getStateTransition()));
        Bulkhead bulkhead = bulkheads.bulkhead(name);
        RetryBudget retries = new RetryBudget(settings.retryPercentMax(), settings.retryReserve());
        FunctionCounter.builder("redpacket.gateway.retries", retries, RetryBudget::spent)
                .description("Requests that were sent on to another connection or instance")
                .tag("upstream", name)
                .register(meters);
        upstreams.put(
                new Key(service, set),
                new Upstream(
                        instances(service),
                        ownerRpc,
                        client,
                        breaker,
                        bulkhead,
                        settings,
                        retries,
                        ticker,
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

    Instances instances(ServiceName service) {
        Instances found = instances.get(service);
        if (found == null) {
            throw new IllegalStateException("no instances of " + service);
        }
        return found;
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
