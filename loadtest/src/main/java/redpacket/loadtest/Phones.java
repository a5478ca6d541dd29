package redpacket.loadtest;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * Many phones over a few HTTP/2 connections, so that the load generator takes as little as it can of the processors it
 * shares with what it measures. Requests that find no stream wait in a bounded queue.
 */
final class Phones implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final int PENDING_MAX = 100_000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration COME_BACK = Duration.ofMillis(100);

    private final LoopResources loops = LoopResources.create("phones", 1, true);
    private final List<ConnectionProvider> pools = new ArrayList<>();
    private final List<HttpClient> clients = new ArrayList<>();

    /** One answer, as the phone sees it. */
    record Reply(int status, String body) {
        private static final String CODE = "\"code\":\"";

        boolean isOk() {
            return status >= 200 && status < 300;
        }

        /** Whether the same request is worth sending again. */
        boolean isRetryable() {
            return status == 429 || status == 503;
        }

        /** Why it was refused; "none" where it does not say. */
        String code() {
            int at = body.indexOf(CODE);
            int end = at < 0 ? -1 : body.indexOf('"', at + CODE.length());
            return end < 0 ? "none" : body.substring(at + CODE.length(), end);
        }

        /** What the answer says to wait. */
        Duration comeBack() {
            int at = body.indexOf("\"retryAfterMillis\":");
            if (at < 0) {
                return COME_BACK;
            }
            int from = at + "\"retryAfterMillis\":".length();
            int to = from;
            while (to < body.length() && Character.isDigit(body.charAt(to))) {
                to++;
            }
            return to == from ? COME_BACK : Duration.ofMillis(Long.parseLong(body.substring(from, to)));
        }
    }

    Phones(StateDirectory state) {
        this(state, CONNECTIONS);
    }

    Phones(StateDirectory state, int connections) {
        String base = "https://localhost:" + Ports.load(state).of("gateway");
        SslContext tls = trusting(state.certificate());
        for (int i = 0; i < connections; i++) {
            ConnectionProvider pool = ConnectionProvider.builder("phones-" + i)
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

    static SslContext trusting(Path certificate) {
        return trusting(certificate, "h2");
    }

    static SslContext trusting(Path certificate, String protocol) {
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

    /** Posts without a body; empty of nothing: an error is what the network did. */
    Mono<Reply> post(long user, String bearer, String path) {
        return post(user, bearer, path, null, null);
    }

    Mono<Reply> get(long user, String bearer, String path) {
        return client(user, bearer, null, null).get().uri(path).responseSingle(Phones::reply);
    }

    Mono<Reply> post(long user, String bearer, String path, @Nullable String json, @Nullable String key) {
        HttpClient.RequestSender post = client(user, bearer, json, key).post().uri(path);
        HttpClient.ResponseReceiver<?> sent = json == null ? post : post.send(ByteBufFlux.fromString(Mono.just(json)));
        return sent.responseSingle(Phones::reply);
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
        // Connections first: a loop that ends before its connections says so at length. What still closes then has no
        // bearing on what was measured.
        Flux.fromIterable(pools)
                .flatMap(ConnectionProvider::disposeLater)
                .then()
                .timeout(CLOSE_WITHIN)
                .onErrorComplete()
                .block();
        loops.disposeLater(QUIET, CLOSE_WITHIN).onErrorComplete().block();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d HTTP/2 connections", clients.size());
    }
}
