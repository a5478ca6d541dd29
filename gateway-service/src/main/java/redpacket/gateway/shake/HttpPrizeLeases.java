package redpacket.gateway.shake;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import redpacket.common.web.Headers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prize leases over HTTP, with a connection pool of its own. A request is sent once; another instance is asked only if
 * the connection failed, so that the first instance cannot have received the request.
 */
final class HttpPrizeLeases implements PrizeLeases, AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;
    private static final int CONNECT_MILLIS_MAX = 500;
    private static final Duration ACQUIRE_MAX = Duration.ofMillis(500);
    private static final Duration IDLE_MAX = Duration.ofSeconds(30);

    private final List<URI> services;
    private final String serviceKey;
    private final ShakeSettings settings;
    private final ConnectionProvider pool;
    private final HttpClient client;
    private final AtomicInteger preferred = new AtomicInteger();

    HttpPrizeLeases(List<URI> services, String serviceKey, ShakeSettings settings, LoopResources loops) {
        this.services = List.copyOf(services);
        this.serviceKey = serviceKey;
        this.settings = settings;
        this.pool = ConnectionProvider.builder("shake")
                .maxConnections(settings.winsInFlightMax() + 1)
                .pendingAcquireMaxCount(settings.winsInFlightMax() + 1)
                .pendingAcquireTimeout(ACQUIRE_MAX)
                .maxIdleTime(IDLE_MAX)
                .lifo()
                .build();
        this.client = HttpClient.create(pool)
                .runOn(loops)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS_MAX)
                .option(ChannelOption.TCP_NODELAY, true)
                .disableRetry(true)
                .followRedirect(false);
    }

    @Override
    public Mono<Lease> renew(Holding holding) {
        return post("/internal/v1/prizes/lease", holding, settings.pollTimeoutMillis(), Lease.class);
    }

    @Override
    public Mono<WinOutcome> win(String holder, String prizeId, long userId) {
        return post(
                        "/internal/v1/prizes/" + prizeId + "/win",
                        new WinRequest(holder, Long.toString(userId)),
                        settings.winTimeoutMillis(),
                        WinAnswer.class)
                .map(WinAnswer::outcome);
    }

    private <T> Mono<T> post(String path, Object body, long timeoutMillis, Class<T> type) {
        byte[] bytes = JSON.writeValueAsBytes(body);
        int first = preferred.get();
        return send(first, path, bytes, timeoutMillis, type).onErrorResume(ConnectException.class, failure -> {
            if (services.size() == 1) {
                return Mono.error(failure);
            }
            preferred.compareAndSet(first, first + 1);
            return send(first + 1, path, bytes, timeoutMillis, type);
        });
    }

    private <T> Mono<T> send(int instance, String path, byte[] body, long timeoutMillis, Class<T> type) {
        URI service = services.get(Math.floorMod(instance, services.size()));
        return client.headers(headers -> headers.set(Headers.SERVICE_KEY, serviceKey)
                        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                        .set(HttpHeaderNames.CONTENT_LENGTH, body.length))
                .responseTimeout(Duration.ofMillis(timeoutMillis))
                .post()
                .uri(service.resolve(path))
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .responseSingle((response, content) -> content.asByteArray()
                        .defaultIfEmpty(new byte[0])
                        .map(answer -> read(response.status().code(), answer, type)));
    }

    private <T> T read(int status, byte[] answer, Class<T> type) {
        try {
            if (status == OK && answer.length <= settings.pollBytesMax()) {
                return JSON.readValue(answer, type);
            }
        } catch (JacksonException e) {
            throw new UnusableAnswerException(new IOException("packet-service answered with unreadable JSON", e));
        }
        throw new UnusableAnswerException(new IOException("packet-service answered " + status));
    }

    @Override
    public void close() {
        pool.dispose();
    }

    record WinRequest(String holder, String userId) {}

    record WinAnswer(WinOutcome outcome) {}

    /** The request may or may not have been executed. */
    static final class UnusableAnswerException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusableAnswerException(IOException cause) {
            super(cause);
        }
    }
}
