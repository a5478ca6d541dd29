package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.gateway.operate.OpsListener;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real gateway on free ports, over TLS, with services and an issuer that the test speaks for. */
final class TestGateway implements AutoCloseable {
    static final String SERVICE_KEY = "0123456789abcdef0123456789abcdef";
    private static final byte[] PACKET_ID_KEY = new byte[32];
    private static final JsonMapper JSON = new JsonMapper();
    /** A slow machine is no overload: a test that is about overload names bounds of its own. */
    private static final String[] NEVER_LATE = {
        "redpacket.gateway.shed.queue-millis-target=600000",
        "redpacket.gateway.shed.open-millis-target=600000",
        "redpacket.gateway.shed.late-millis=600000",
        "redpacket.gateway.shed.late-read-millis=600000",
    };

    final TestIssuer issuer = new TestIssuer();
    final TestService grab1 = new TestService("grab-1");
    final TestService grab2 = new TestService("grab-2");
    final TestService packet = new TestService("packet");
    final TestService account = new TestService("account");
    final TestService notifications = new TestService("notify");
    final PacketIdCodec codec = new PacketIdCodec(PACKET_ID_KEY);
    final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newBuilder()
            .sslContext(TestKeyStore.TRUSTING)
            .version(HttpClient.Version.HTTP_2)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** With these settings beside the usual ones, such as {@code redpacket.gateway.admit.burst=3}. */
    TestGateway(String... settings) {
        this(Map.of(), settings);
    }

    /** With other addresses in place of some services', by name. */
    TestGateway(Map<String, URI> replaced, String... settings) {
        this(Ticker.systemTicker(), replaced, settings);
    }

    TestGateway(Ticker ticker, String... settings) {
        this(ticker, Map.of(), settings);
    }

    private TestGateway(Ticker ticker, Map<String, URI> replaced, String... settings) {
        List<String> properties = new ArrayList<>(List.of(
                "server.port=0",
                "server.address=127.0.0.1",
                "server.ssl.key-store=file:" + TestKeyStore.PATH,
                "server.ssl.key-store-type=PKCS12",
                "server.ssl.key-store-password=" + TestKeyStore.PASSWORD,
                "server.ssl.key-alias=gateway",
                "management.server.port=0",
                "management.server.address=127.0.0.1",
                "redpacket.instance.name=gateway",
                "redpacket.instance.number=1",
                "redpacket.packet-id-key=" + Base64.getEncoder().encodeToString(PACKET_ID_KEY),
                "redpacket.service-key=" + SERVICE_KEY,
                "redpacket.accounts.members=127.0.0.1:1",
                "redpacket.accounts.shards=2",
                "redpacket.accounts.event-partitions-per-shard=4",
                "redpacket.database.username=none",
                "redpacket.database.password=none",
                "redpacket.database.owner-username=none",
                "redpacket.database.owner-password=none",
                "redpacket.kafka.bootstrap-servers=127.0.0.1:1",
                "redpacket.services.packet=" + replaced.getOrDefault("packet", packet.url()),
                "redpacket.services.account=" + replaced.getOrDefault("account", account.url()),
                "redpacket.services.notify=" + replaced.getOrDefault("notify", notifications.url()),
                "redpacket.services.grab[0].name=grab-1",
                "redpacket.services.grab[0].url=" + replaced.getOrDefault("grab-1", grab1.url()),
                "redpacket.services.grab[1].name=grab-2",
                "redpacket.services.grab[1].url=" + replaced.getOrDefault("grab-2", grab2.url()),
                "redpacket.gateway.ops-port=0",
                "redpacket.gateway.jwks-uri=" + issuer.uri(),
                "redpacket.gateway.issuer=" + TestIssuer.ISSUER,
                "redpacket.gateway.audience=" + TestIssuer.AUDIENCE,
                "logging.structured.format.console="));
        for (int set = 1; set <= 2; set++) {
            String prefix = "redpacket.sets[" + (set - 1) + "].";
            properties.addAll(List.of(
                    prefix + "id=" + set,
                    prefix + "name=set-" + set,
                    prefix + "schema=packets",
                    prefix + "members=127.0.0.1:1",
                    prefix + "redis=127.0.0.1:1"));
        }
        properties.addAll(List.of(settings));
        context = new SpringApplicationBuilder(GatewayService.class)
                .properties(NEVER_LATE)
                .registerShutdownHook(false)
                .initializers((GenericApplicationContext made) -> made.registerBean(
                        "testTicker", Ticker.class, () -> ticker, definition -> definition.setPrimary(true)))
                .run(properties.stream().map(property -> "--" + property).toArray(String[]::new));
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    int managementPort() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.management.port"));
    }

    int opsPort() {
        return context.getBean(OpsListener.class).port();
    }

    String packetId(int set, long number) {
        return codec.encode(new PacketId(new SetId(set), number));
    }

    /** What all services were asked, by service. */
    List<TestService.Received> received() {
        List<TestService.Received> all = new ArrayList<>();
        services().forEach(service -> all.addAll(service.received()));
        return all;
    }

    /** Waits until an honest call is served: calls of an attack give back their permits a moment after its end. */
    void awaitServed() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            HttpResponse<String> answer = call("GET", "/v1/wallet");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        });
    }

    void forget() {
        services().forEach(TestService::forget);
    }

    private List<TestService> services() {
        return List.of(grab1, grab2, packet, account, notifications);
    }

    /** A request as user 1. */
    HttpResponse<String> call(String method, String path) {
        return call(method, path, null, request -> {});
    }

    HttpResponse<String> call(String method, String path, @Nullable String body) {
        return call(method, path, body, request -> {});
    }

    HttpResponse<String> call(String method, String path, @Nullable String body, Consumer<HttpRequest.Builder> more) {
        return send(port(), method, path, body, request -> {
            request.setHeader("Authorization", "Bearer " + issuer.token(1));
            more.accept(request);
        });
    }

    HttpResponse<String> callAs(long user, String method, String path, @Nullable String body) {
        return call(method, path, body, request -> request.setHeader("Authorization", "Bearer " + issuer.token(user)));
    }

    /** A request without a token, to any port of the gateway. */
    HttpResponse<String> send(
            int port, String method, String path, @Nullable String body, Consumer<HttpRequest.Builder> more) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        more.accept(request);
        return send(request.build());
    }

    /** A request without a token for a page as it is sent. */
    HttpResponse<byte[]> bytes(String path, String... headers) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port() + path))
                .timeout(Duration.ofSeconds(20))
                .headers(headers)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(request + " failed", e);
        }
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(request + " failed", e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        context.close();
        client.shutdownNow();
        services().forEach(TestService::close);
        issuer.close();
    }
}
