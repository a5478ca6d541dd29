package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static redpacket.gateway.Problems.assertProblem;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events through the gateway: as they come, for as long as the client stays, bounded in number. */
class StreamIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final List<HttpExchange> OPEN = new CopyOnWriteArrayList<>();
    private static volatile boolean refusing;
    private static HttpServer service;
    private static TestGateway gateway;
    private static HttpClient client;

    @BeforeAll
    static void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        service.createContext("/internal/v1/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        service.createContext("/v1/events", StreamIT::serve);
        service.start();
        gateway = new TestGateway(
                Map.of(
                        "notify",
                        URI.create("http://127.0.0.1:" + service.getAddress().getPort())),
                "redpacket.gateway.stream.streams-max=2",
                "redpacket.gateway.stream.idle-millis-max=4000");
        client = HttpClient.newBuilder().sslContext(TestKeyStore.TRUSTING).build();
    }

    @AfterAll
    static void stop() {
        client.shutdownNow();
        gateway.close();
        service.stop(0);
    }

    @AfterEach
    void endAll() {
        refusing = false;
        OPEN.forEach(HttpExchange::close);
        OPEN.clear();
    }

    private static void serve(HttpExchange exchange) throws IOException {
        if (refusing) {
            byte[] problem = """
                    {"type":"urn:redpacket:problem:x","title":"Bad Request","status":400,"detail":"no",\
                    "code":"INVALID_LAST_EVENT_ID"}""".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            exchange.sendResponseHeaders(400, problem.length);
            exchange.getResponseBody().write(problem);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream;charset=UTF-8");
        exchange.sendResponseHeaders(200, 0);
        OPEN.add(exchange);
        write(exchange, "retry: 2000\n\n");
    }

    private static void write(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    @Test
    void handsOnEachEventAsItComes() throws Exception {
        Following following = follow("41");
        assertThat(following.status).isEqualTo(200);
        assertThat(following.contentType).startsWith("text/event-stream");
        assertThat(following.buffering).isEqualTo("no");
        await().atMost(SOON).until(() -> following.lines.contains("retry: 2000"));
        HttpExchange exchange = OPEN.getFirst();
        assertThat(exchange.getRequestHeaders().getFirst("X-User-Id")).isEqualTo("1");
        assertThat(exchange.getRequestHeaders().getFirst("X-Service-Key")).isEqualTo(TestGateway.SERVICE_KEY);
        assertThat(exchange.getRequestHeaders().getFirst("Last-Event-ID")).isEqualTo("41");
        assertThat(exchange.getRequestHeaders().containsKey("Authorization")).isFalse();
        write(exchange, "id: 42\ndata: {}\n\n");
        await().atMost(SOON).until(() -> following.lines.contains("id: 42"));
        assertThat(following.ended).isFalse();
        exchange.close();
        await().atMost(SOON).until(() -> following.ended);
    }

    @Test
    void isBoundedInNumberAndRoomComesBack() throws Exception {
        Following first = follow(null);
        Following second = follow(null);
        assertThat(second.status).isEqualTo(200);
        assertProblem(gateway.call("GET", "/v1/events"), 503, "UNAVAILABLE");
        OPEN.getFirst().close();
        OPEN.get(1).close();
        await().atMost(SOON).until(() -> first.ended && second.ended);
        await().atMost(SOON).until(() -> follow(null).status == 200);
    }

    @Test
    void endsAStreamThatTheServiceHasForgotten() throws Exception {
        Following following = follow(null);
        await().atMost(SOON).until(() -> following.ended);
    }

    @Test
    void refusesAsTheServiceDoes() {
        refusing = true;
        assertProblem(gateway.call("GET", "/v1/events"), 400, "INVALID_LAST_EVENT_ID");
    }

    @Test
    void saysByeWhenTheProcessStops() throws Exception {
        try (TestGateway stopping = new TestGateway(Map.of(
                "notify", URI.create("http://127.0.0.1:" + service.getAddress().getPort())))) {
            Following following = follow(stopping, null);
            await().atMost(SOON).until(() -> following.lines.contains("retry: 2000"));
            write(OPEN.getLast(), "id: 42\ndata: {}\n\n");
            await().atMost(SOON).until(() -> following.lines.contains("data: {}"));
            stopping.context.close();
            await().atMost(SOON).until(() -> following.ended);
            assertThat(following.lines)
                    .containsSubsequence("id: 42", "data: {}", "event: bye", "data: {\"reason\":\"SHUTDOWN\"}")
                    .filteredOn(line -> line.startsWith("retry: "))
                    .hasSize(2);
        }
    }

    private static Following follow(@Nullable String lastEventId) throws IOException, InterruptedException {
        return follow(gateway, lastEventId);
    }

    private static Following follow(TestGateway gateway, @Nullable String lastEventId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + gateway.port() + "/v1/events"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + gateway.issuer.token(1));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new Following(client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    private static final class Following {
        private final int status;
        private final String contentType;
        private final String buffering;
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private volatile boolean ended;

        Following(HttpResponse<InputStream> response) {
            status = response.statusCode();
            contentType = response.headers().firstValue("content-type").orElse("");
            buffering = response.headers().firstValue("x-accel-buffering").orElse("");
            Thread.ofVirtual().start(() -> read(response.body()));
        }

        private void read(InputStream body) {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                // The other end has gone.
            }
            ended = true;
        }
    }
}
