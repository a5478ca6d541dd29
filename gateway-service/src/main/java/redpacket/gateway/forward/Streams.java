package redpacket.gateway.forward;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
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
    private volatile boolean stopped;

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

    /**
     * The events of a stream until the process stops. The stream then says {@code bye} between two events, and ends
     * before the listener waits for its requests.
     */
    Flux<DataBuffer> untilStop(Flux<DataBuffer> events, DataBufferFactory buffers) {
        EventBoundary boundary = new EventBoundary();
        AtomicBoolean endedItself = new AtomicBoolean();
        return events.doOnNext(boundary::read)
                .doOnComplete(() -> endedItself.set(true))
                .takeUntilOther(
                        stopping.asMono().then(Mono.defer(() -> boundary.isReached() ? Mono.just(true) : Mono.never())))
                .takeUntil(ignored -> stopped && boundary.isReached())
                .concatWith(Mono.defer(() -> endedItself.get() || !boundary.isReached()
                        ? Mono.empty()
                        : Mono.just(buffers.wrap(bye().getBytes(StandardCharsets.UTF_8)))));
    }

    /** Like the last event of a service that ends: docs/clients.md describes it. */
    private String bye() {
        int least = settings.byeRetryMillis();
        int retry = least + ThreadLocalRandom.current().nextInt(least);
        return "event: bye\nretry: " + retry + "\ndata: {\"reason\":\"SHUTDOWN\"}\n\n";
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        stopped = true;
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
