package redpacket.packet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.web.Headers;
import redpacket.local.server.Credentials;
import redpacket.local.server.MemberServers;
import redpacket.local.server.TestServers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** packet-service in this JVM, on real servers, and calls of it as the gateway makes them. */
final class RunningService implements AutoCloseable {
    private static final String SERVICE_KEY = "0123456789abcdef0123456789abcdef";
    private static final byte[] PACKET_ID_KEY = new byte[32];
    static final long OPERATOR = 900;
    private static final JsonMapper JSON = new JsonMapper();

    final PacketIdCodec codec = new PacketIdCodec(PACKET_ID_KEY);
    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    RunningService(
            List<MemberServers> sets, List<Integer> redis, MemberServers accounts, String kafka, FakeServices others) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.port", 0);
        properties.put("management.server.port", 0);
        properties.put("logging.structured.format.console", "");
        properties.put("logging.level.org.apache.kafka", "error");
        properties.put("redpacket.instance.name", "packet");
        properties.put("redpacket.instance.number", 1);
        properties.put("redpacket.packet-id-key", Base64.getEncoder().encodeToString(PACKET_ID_KEY));
        properties.put("redpacket.service-key", SERVICE_KEY);
        for (int i = 0; i < sets.size(); i++) {
            String set = "redpacket.sets[" + i + "].";
            properties.put(set + "id", i + 1);
            properties.put(set + "name", sets.get(i).name());
            properties.put(set + "schema", "packets");
            properties.put(set + "members", String.join(",", sets.get(i).addresses()));
            properties.put(set + "redis", "127.0.0.1:" + redis.get(i));
        }
        properties.put("redpacket.accounts.members", String.join(",", accounts.addresses()));
        properties.put("redpacket.accounts.shards", 2);
        properties.put("redpacket.accounts.event-partitions-per-shard", 4);
        properties.put("redpacket.database.username", Credentials.APP);
        properties.put("redpacket.database.password", TestServers.credentials().appPassword());
        properties.put("redpacket.database.owner-username", Credentials.OWNER);
        properties.put(
                "redpacket.database.owner-password", TestServers.credentials().ownerPassword());
        properties.put("redpacket.kafka.bootstrap-servers", kafka);
        properties.put("redpacket.services.packet", "http://127.0.0.1:1");
        properties.put("redpacket.services.account", others.url());
        properties.put("redpacket.services.notify", "http://127.0.0.1:1");
        properties.put("redpacket.services.grab[0].name", "grab-1");
        properties.put("redpacket.services.grab[0].url", "http://127.0.0.1:1");
        properties.put("redpacket.services.grab[1].name", "grab-2");
        properties.put("redpacket.services.grab[1].url", others.url());
        properties.put("redpacket.packet.expires-seconds-min", 1);
        properties.put("redpacket.packet.sweep.after-millis", 1000);
        SpringApplication application = new SpringApplication(PacketService.class);
        context = application.run(properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Answer send(long sender, String key, String body) {
        return call("POST", "/v1/packets", sender, key, body);
    }

    Answer get(String path, long caller) {
        return call("GET", path, caller, null, null);
    }

    Answer put(String path, String body) {
        return call("PUT", path, OPERATOR, null, body);
    }

    private Answer call(String method, String path, long caller, @Nullable String key, @Nullable String body) {
        URI uri = URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header(Headers.SERVICE_KEY, SERVICE_KEY)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (caller > 0) {
            request.header(Headers.USER_ID, Long.toString(caller));
        }
        if (key != null) {
            request.header(Headers.IDEMPOTENCY_KEY, key);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    JSON.readTree(response.body()),
                    response.headers().firstValue("Retry-After").orElse(null));
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    record Answer(int status, JsonNode body, @Nullable String retryAfter) {
        String text(String field) {
            return body.path(field).asString("");
        }
    }

    @Override
    public void close() {
        context.close();
        client.close();
    }
}
