package redpacket.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A service behind the gateway that answers what the test says, and remembers what it was asked. */
final class TestService implements AutoCloseable {
    private final String name;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Function<Received, Reply> answers = call -> json(200, "{}");
    private volatile int probeStatus = 200;
    private volatile String ready = "{}";
    private volatile String control = "{\"version\":0,\"sets\":[]}";

    TestService(String name) {
        this.name = name;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    record Received(String service, String method, String target, Map<String, String> headers, String body) {
        @Nullable
        String header(String header) {
            return headers.get(header.toLowerCase(java.util.Locale.ROOT));
        }
    }

    record Reply(int status, Map<String, String> headers, String body) {}

    static Reply json(int status, String body) {
        return new Reply(status, Map.of("Content-Type", "application/json"), body);
    }

    TestService answering(Function<Received, Reply> next) {
        answers = next;
        return this;
    }

    void probedWith(int status) {
        probeStatus = status;
    }

    void readyAnswer(String answer) {
        ready = answer;
    }

    void controlDocument(String document) {
        control = document;
    }

    List<Received> received() {
        return received;
    }

    void forget() {
        received.clear();
        answers = call -> json(200, "{}");
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        byte[] body = exchange.getRequestBody().readAllBytes();
        Reply reply;
        if (target.equals("/internal/v1/ready")) {
            reply = json(probeStatus, ready);
        } else if (target.equals("/internal/v1/control")) {
            reply = json(200, control);
        } else if (target.startsWith("/internal/v1/prizes/")) {
            // The gateway asks for prizes by its own clock; it is nobody's call that is passed on.
            reply = json(503, "{}");
        } else {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((key, values) ->
                            headers.put(key.toLowerCase(java.util.Locale.ROOT), String.join(",", values)));
            Received call = new Received(
                    name, exchange.getRequestMethod(), target, headers, new String(body, StandardCharsets.UTF_8));
            received.add(call);
            reply = answers.apply(call);
        }
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
