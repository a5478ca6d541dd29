package redpacket.local.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import redpacket.local.stack.Ports;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StateDirectory;
import redpacket.local.stack.Tokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the public API and of the operators' API: HTTPS, a token, JSON. */
public final class PublicApi {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client;
    private final Tokens tokens;
    private final URI publicBase;
    private final URI opsBase;

    public PublicApi(StateDirectory state) {
        this(state, "gateway");
    }

    public PublicApi(StateDirectory state, String gateway) {
        Ports ports = Ports.load(state);
        this.publicBase = URI.create("https://localhost:" + ports.of(gateway));
        this.opsBase = URI.create("https://localhost:" + ports.of(gateway + "/ops"));
        this.tokens = new Tokens(Secrets.load(state));
        this.client = HttpClient.newBuilder()
                .sslContext(trusting(state.certificate()))
                .connectTimeout(TIMEOUT)
                .build();
    }

    public static SSLContext trusting(Path certificate) {
        try (InputStream file = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "local", CertificateFactory.getInstance("X.509").generateCertificate(file));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificate " + certificate + " cannot be read", e);
        }
    }

    public Answer get(long user, String path) {
        return send(request(publicBase, path, tokens.user(user)).GET().build());
    }

    public Answer post(long user, String path, String json) {
        return post(user, path, json, null);
    }

    /** Sends an Idempotency-Key if the key is not null. */
    public Answer post(long user, String path, String json, @Nullable String key) {
        return send(postRequest(tokens.user(user), path, json, key));
    }

    public CompletableFuture<Answer> postLater(long user, String path, String json, @Nullable String key) {
        return later(postRequest(tokens.user(user), path, json, key));
    }

    private CompletableFuture<Answer> later(HttpRequest request) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(PublicApi::answer);
    }

    public CompletableFuture<Answer> getLater(long user, String path) {
        return later(request(publicBase, path, tokens.user(user)).GET().build());
    }

    public Answer put(long user, String path, String json) {
        return send(request(publicBase, path, tokens.user(user))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    /** The user's events, after the one with this id, or from now on if it is null. */
    public EventStream events(long user, @Nullable String lastEventId) {
        return eventsAs(tokens.user(user), lastEventId);
    }

    /** The same for the bearer of a token. */
    public EventStream eventsAs(String token, @Nullable String lastEventId) {
        HttpRequest.Builder builder = request(publicBase, "/v1/events", token);
        if (lastEventId != null) {
            builder.header("Last-Event-ID", lastEventId);
        }
        try {
            return new EventStream(client.send(builder.GET().build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new IllegalStateException("no events: is the stack up? ./redpacket status shows it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public Answer ops(String method, String path, @Nullable String json) {
        return ops(method, path, json, null);
    }

    /** Sends an Idempotency-Key if the key is not null. */
    public Answer ops(String method, String path, @Nullable String json, @Nullable String key) {
        return opsAs(1, method, path, json, key);
    }

    /** The same by another operator. */
    public Answer opsAs(long operator, String method, String path, @Nullable String json, @Nullable String key) {
        HttpRequest.Builder builder = request(opsBase, path, tokens.ops(operator));
        if (json == null) {
            builder.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            builder.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(json));
        }
        if (key != null) {
            builder.header("Idempotency-Key", key);
        }
        return send(builder.build());
    }

    /** A request with any method, headers and body. */
    public Answer raw(
            String method, String path, @Nullable String authorization, @Nullable String body, String... headers) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(publicBase.resolve(path)).timeout(TIMEOUT);
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        if (headers.length > 0) {
            builder.headers(headers);
        }
        builder.method(
                method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        return send(builder.build());
    }

    public Tokens tokens() {
        return tokens;
    }

    private HttpRequest postRequest(String token, String path, String json, @Nullable String key) {
        HttpRequest.Builder builder = request(publicBase, path, token).header("Content-Type", "application/json");
        if (key != null) {
            builder.header("Idempotency-Key", key);
        }
        return builder.POST(HttpRequest.BodyPublishers.ofString(json)).build();
    }

    private static HttpRequest.Builder request(URI base, String path, String token) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) {
        try {
            return answer(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "no answer from " + request.uri() + ": is the stack up? ./redpacket status shows it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        String body = response.body();
        JsonNode json =
                body == null || body.isEmpty() || !body.startsWith("{") ? JSON.createObjectNode() : JSON.readTree(body);
        return new Answer(
                response.statusCode(),
                json,
                response.headers().firstValue("content-type").orElse(""),
                response.headers().firstValue("retry-after").orElse(""));
    }

    /** An answer. Without a JSON body, its JSON is an empty object. */
    public record Answer(int status, JsonNode json, String contentType, String retryAfter) {
        public String text(String field) {
            return json.path(field).asString("");
        }

        public long number(String field) {
            return json.path(field).asLong(-1);
        }
    }
}
