package redpacket.gateway.forward;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * The answers that go on for as long as the client stays. They are bounded in number and have connections of their
 * own. A client that reads slowly slows the service down, and the service drops it.
 */
final class Streams implements SmartLifecycle, AutoCloseable {
    private static final String ENDED = Streams.class.getName();

    private final StreamSettings settings;
    private final ServiceWords words;
    private final ConnectionProvider pool;
    private final HttpClient client;
    private final AtomicInteger open = new AtomicInteger();
    private final Sinks.Empty<Void> stopping = Sinks.empty();
    private volatile boolean running;

    Streams(
            StreamSettings settings,
            ForwardSettings forward,
            ServiceWords words,
            LoopResources loops,
            MeterRegistry meters) {
        this.settings = settings;
        this.words = words;
        this.pool = ConnectionProvider.builder("streams")
                .maxConnections(settings.streamsMax())
                .pendingAcquireMaxCount(1)
                .pendingAcquireTimeout(Duration.ofMillis(forward.acquireTimeoutMillis()))
                .maxIdleTime(Duration.ofMillis(forward.connectionIdleMillisMax()))
                .build();
        this.client = HttpClient.create(pool)
                .runOn(loops)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, forward.connectTimeoutMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                // Bounds the time between two reads.
                .responseTimeout(Duration.ofMillis(settings.idleMillisMax()))
                .disableRetry(true)
                .followRedirect(false);
        Gauge.builder("redpacket.gateway.streams", open, AtomicInteger::get)
                .description("Event streams that are open")
                .register(meters);
    }

    HttpClient client() {
        return client;
    }

    /** Streams until either end goes. The answer is that of a service which refuses. */
    Mono<ServiceAnswer> follow(Attempt attempt) {
        // The framework waits for trailers, which do not come where a service hangs.
        Sinks.Empty<Void> end = Sinks.empty();
        attempt.exchange().getAttributes().put(ENDED, end);
        return Mono.defer(() -> {
            if (open.incrementAndGet() > settings.streamsMax()) {
                open.decrementAndGet();
                return Mono.error(words.unavailable());
            }
            return attempt.passingOver(Set.of())
                    .onErrorResume(
                            ConnectException.class, ignored -> attempt.passingOver(attempt.triedWithLast(Set.of())))
                    .takeUntilOther(end.asMono())
                    .doFinally(ignored -> open.decrementAndGet());
        });
    }

    /** The events of this stream have ended. */
    static void ended(ServerWebExchange exchange) {
        Sinks.Empty<Void> end = exchange.getAttribute(ENDED);
        if (end != null) {
            end.tryEmitEmpty();
        }
    }

    /** The events of a stream until the process stops: streams end before the listener waits for its requests. */
    <T> Flux<T> untilStop(Flux<T> events) {
        return events.takeUntilOther(stopping.asMono());
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        var unused = stopping.tryEmitEmpty();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
