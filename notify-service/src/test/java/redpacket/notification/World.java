package redpacket.notification;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import redpacket.common.event.EventPartitions;
import redpacket.common.event.PacketEvent;
import redpacket.common.event.PacketEventJson;
import redpacket.common.web.Headers;
import redpacket.local.server.Credentials;
import redpacket.local.server.MemberServers;
import redpacket.local.server.Sql;
import redpacket.local.server.TestServers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * notify-service on real servers, with a packet-service that says what a test wants, once for all tests of this JVM.
 */
final class World {
    /** A generous bound: a condition that becomes true ends the wait at once. */
    static final Duration SOON = Duration.ofMinutes(2);

    private static final int UNAVAILABLE = 503;
    private static final String SERVICE_KEY = "0123456789abcdef0123456789abcdef";
    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicLong NEXT_USER = new AtomicLong(1_000);
    /** Packets that nobody may share. */
    final Set<String> unknownPackets = ConcurrentHashMap.newKeySet();

    /** What packet-service says of the caller's opening of a packet. */
    final Map<String, String> openings = new ConcurrentHashMap<>();

    volatile boolean packetServiceAway;
    final String kafka;
    final MemberServers database;
    private final EventPartitions partitions = new EventPartitions(2, 4);
    private final HttpServer packets;
    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();
    private final KafkaProducer<String, String> producer;

    private World() {
        TestServers servers = new TestServers();
        database = servers.memberGroup("accounts", "notify");
        kafka = servers.kafka(8);
        try {
            packets = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        packets.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        packets.createContext("/internal/v1/packets/", exchange -> {
            String packet = exchange.getRequestURI().getPath().split("/")[4];
            int status = packetServiceAway ? UNAVAILABLE : unknownPackets.contains(packet) ? 404 : 200;
            byte[] body = openings.getOrDefault(packet, "{}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        packets.start();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all"), new StringSerializer(), new StringSerializer());
        context = new SpringApplication(NotifyService.class)
                .run(properties().entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    /** Made once. Where that fails it is not tried again for each test, with further servers. */
    private static final class Shared {
        static final World WORLD = new World();
    }

    static World shared() {
        return Shared.WORLD;
    }

    private Map<String, Object> properties() {
        String packetUrl = "http://127.0.0.1:" + packets.getAddress().getPort();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.port", 0);
        properties.put("management.server.port", 0);
        properties.put("logging.structured.format.console", "");
        properties.put("logging.level.org.apache.kafka", "error");
        properties.put("redpacket.instance.name", "notify");
        properties.put("redpacket.instance.number", 1);
        properties.put("redpacket.packet-id-key", Base64.getEncoder().encodeToString(new byte[32]));
        properties.put("redpacket.service-key", SERVICE_KEY);
        properties.put("redpacket.sets[0].id", 1);
        properties.put("redpacket.sets[0].name", "set-1");
        properties.put("redpacket.sets[0].schema", "packets");
        properties.put("redpacket.sets[0].members", "127.0.0.1:1");
        properties.put("redpacket.sets[0].redis", "127.0.0.1:1");
        properties.put("redpacket.accounts.members", String.join(",", database.addresses()));
        properties.put("redpacket.accounts.shards", 2);
        properties.put("redpacket.accounts.event-partitions-per-shard", 4);
        properties.put("redpacket.database.username", Credentials.APP);
        properties.put("redpacket.database.password", TestServers.credentials().appPassword());
        properties.put("redpacket.database.owner-username", Credentials.OWNER);
        properties.put(
                "redpacket.database.owner-password", TestServers.credentials().ownerPassword());
        properties.put("redpacket.kafka.bootstrap-servers", kafka);
        properties.put("redpacket.services.packet", packetUrl);
        properties.put("redpacket.services.account", "http://127.0.0.1:1");
        properties.put("redpacket.services.notify", "http://127.0.0.1:1");
        properties.put("redpacket.services.grab[0].name", "grab-1");
        properties.put("redpacket.services.grab[0].url", "http://127.0.0.1:1");
        properties.put("redpacket.notify.stream.heartbeat-every", "300ms");
        return properties;
    }

    /** Users that no test has met, so many of them, the first of which is given. */
    static long users(int count) {
        return NEXT_USER.getAndAdd(count);
    }

    void publish(PacketEvent event) {
        try {
            producer.send(new ProducerRecord<>(
                            "packet-events",
                            partitions.partitionOf(event.eventKey()),
                            Long.toString(event.eventKey()),
                            PacketEventJson.write(event)))
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    String value(String sql) throws Exception {
        try (Connection connection = Sql.connect(
                Objects.requireNonNull(database.primary()).port(),
                Credentials.OWNER,
                TestServers.credentials().ownerPassword())) {
            return String.valueOf(Sql.value(connection, sql));
        }
    }

    Answer get(long user, String path) {
        return call("GET", path, user, null, null);
    }

    Answer post(long user, String path, @Nullable String key, String body) {
        return call("POST", path, user, key, body);
    }

    /** Repeats the request while the service answers 503, as clients do, unless the test wants that answer. */
    Answer call(String method, String path, long user, @Nullable String key, @Nullable String body) {
        return Objects.requireNonNull(patience()
                .until(
                        () -> callOnce(method, path, user, key, body),
                        answer -> answer.status() != UNAVAILABLE || packetServiceAway));
    }

    private static ConditionFactory patience() {
        return Awaitility.await().atMost(SOON).pollDelay(Duration.ZERO).pollInSameThread();
    }

    private Answer callOnce(String method, String path, long user, @Nullable String key, @Nullable String body) {
        HttpRequest.Builder request = request(path, user)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header(Headers.IDEMPOTENCY_KEY, key);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path, long user) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path))
                .header(Headers.SERVICE_KEY, SERVICE_KEY);
        return user > 0 ? request.header(Headers.USER_ID, Long.toString(user)) : request;
    }

    /** A stream that the service has taken: the one of the call before is older. */
    Events events(long user, @Nullable String lastEventId) {
        return events(user, lastEventId, Long.MAX_VALUE / 1_000);
    }

    /** A stream whose caller has a token that ends then. */
    Events events(long user, @Nullable String lastEventId, long tokenExpiresSeconds) {
        return Objects.requireNonNull(patience()
                .until(
                        () -> eventsOnce(user, lastEventId, tokenExpiresSeconds),
                        events -> events.status != UNAVAILABLE));
    }

    private Events eventsOnce(long user, @Nullable String lastEventId, long tokenExpiresSeconds) {
        HttpRequest.Builder request =
                request("/v1/events", user).header(Headers.TOKEN_EXPIRES, Long.toString(tokenExpiresSeconds));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            return new Events(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new IllegalStateException("/v1/events", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    record Answer(int status, JsonNode body) {
        String text(String field) {
            return body.path(field).asString("");
        }

        long number(String field) {
            return body.path(field).asLong(-1);
        }
    }
}
