package redpacket.loadtest.load;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.ByteBufMono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import redpacket.local.stack.Ports;
import redpacket.local.stack.StateDirectory;

/**
 * Many API clients over a few HTTP/2 connections: the load generator shares the CPUs with the measured system, so it
 * has to be cheap. Requests without a stream wait in a bounded queue.
 */
public final class ApiClients implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final int PENDING_MAX = 100_000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofMillis(100);

    private final LoopResources loops = LoopResources.create("api-clients", 1, true);
    private final List<ConnectionProvider> pools = new ArrayList<>();
    private final List<HttpClient> clients = new ArrayList<>();

    /** One answer, as a client sees it. */
    public record Reply(int status, String body) {
        private static final String CODE = "\"code\":\"";

        public boolean isOk() {
            return status >= 200 && status < 300;
        }

        /** Whether the same request is worth sending again. */
        public boolean isRetryable() {
            return status == 429 || status == 503;
        }

        /** The problem code; "none" without one. */
        public String code() {
            int at = body.indexOf(CODE);
            int end = at < 0 ? -1 : body.indexOf('"', at + CODE.length());
            return end < 0 ? "none" : body.substring(at + CODE.length(), end);
        }

        /** The wait that the answer names. */
        public Duration retryAfter() {
            int at = body.indexOf("\"retryAfterMillis\":");
            if (at < 0) {
                return RETRY_AFTER;
            }
            int from = at + "\"retryAfterMillis\":".length();
            int to = from;
            while (to < body.length() && Character.isDigit(body.charAt(to))) {
                to++;
            }
            return to == from ? RETRY_AFTER : Duration.ofMillis(Long.parseLong(body.substring(from, to)));
        }
    }

    public ApiClients(StateDirectory state) {
        this(state, CONNECTIONS);
    }

    public ApiClients(StateDirectory state, int connections) {
        String base = "https://localhost:" + Ports.load(state).of("gateway");
        SslContext tls = trusting(state.certificate());
        for (int i = 0; i < connections; i++) {
            ConnectionProvider pool = ConnectionProvider.builder("api-clients-" + i)
                    .maxConnections(1)
                    .pendingAcquireMaxCount(PENDING_MAX)
                    .pendingAcquireTimeout(TIMEOUT)
                    .build();
            pools.add(pool);
            clients.add(HttpClient.create(pool)
                    .runOn(loops)
                    .baseUrl(base)
                    .protocol(HttpProtocol.H2)
                    .secure(spec -> spec.sslContext(tls))
                    .disableRetry(true)
                    .responseTimeout(TIMEOUT));
        }
    }

    public static SslContext trusting(Path certificate) {
        return trusting(certificate, "h2");
    }

    public static SslContext trusting(Path certificate, String protocol) {
        try {
            return SslContextBuilder.forClient()
                    .sslProvider(SslProvider.OPENSSL)
                    .trustManager(certificate.toFile())
                    .applicationProtocolConfig(new io.netty.handler.ssl.ApplicationProtocolConfig(
                            io.netty.handler.ssl.ApplicationProtocolConfig.Protocol.ALPN,
                            io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                            io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                            protocol))
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("the certificate " + certificate + " cannot be read", e);
        }
    }

    /** Posts without a body. An error is an error of the network. */
    public Mono<Reply> post(long user, String bearer, String path) {
        return post(user, bearer, path, null, null);
    }

    public Mono<Reply> get(long user, String bearer, String path) {
        return client(user, bearer, null, null).get().uri(path).responseSingle(ApiClients::reply);
    }

    public Mono<Reply> post(long user, String bearer, String path, @Nullable String json, @Nullable String key) {
        HttpClient.RequestSender post = client(user, bearer, json, key).post().uri(path);
        HttpClient.ResponseReceiver<?> sent = json == null ? post : post.send(ByteBufFlux.fromString(Mono.just(json)));
        return sent.responseSingle(ApiClients::reply);
    }

    private static Mono<Reply> reply(HttpClientResponse response, ByteBufMono body) {
        return body.asString(StandardCharsets.UTF_8)
                .defaultIfEmpty("")
                .map(text -> new Reply(response.status().code(), text));
    }

    private HttpClient client(long user, String bearer, @Nullable String json, @Nullable String key) {
        return clients.get((int) (user % clients.size())).headers(headers -> {
            headers.set("authorization", bearer);
            if (json != null) {
                headers.set("content-type", "application/json");
            }
            if (key != null) {
                headers.set("idempotency-key", key);
            }
        });
    }

    @Override
    public void close() {
        // Connections first: an event loop that ends before its connections logs each of them.
        Flux.fromIterable(pools)
                .flatMap(ConnectionProvider::disposeLater)
                .then()
                .timeout(CLOSE_WITHIN)
                .onErrorComplete()
                .block();
        loops.disposeLater(QUIET, CLOSE_WITHIN).onErrorComplete().block();
    }
}
