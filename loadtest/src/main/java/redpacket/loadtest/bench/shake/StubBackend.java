package redpacket.loadtest.bench.shake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import redpacket.local.stack.Ports;

/** Stubs of all services behind a gateway, on the ports of its configuration. They count requests and lease prizes. */
final class StubBackend implements AutoCloseable {
    private static final List<String> NAMES = List.of("packet", "account", "notify", "grab-1", "grab-2", "supervisor");
    private static final int PRIZES = 1_000;
    private static final long LATER_MILLIS = 86_400_000;
    private static final long LEASE_MILLIS = 60_000;

    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Long> requests = new ConcurrentHashMap<>();
    private final String jwks;

    StubBackend(Ports ports, String jwks) throws IOException {
        this.jwks = jwks;
        for (String name : NAMES) {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.of(name)), 64);
            server.createContext("/", this::handle);
            server.setExecutor(threads);
            server.start();
            servers.add(server);
        }
    }

    /** Requests so far, by method and path. */
    Map<String, Long> requests() {
        return new TreeMap<>(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.merge(exchange.getRequestMethod() + " " + path, 1L, Long::sum);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String text = switch (path) {
            case "/.well-known/jwks.json" -> jwks;
            case "/internal/v1/control" -> "{\"version\":1,\"sets\":[],\"switches\":[]}";
            case "/internal/v1/prizes/lease" -> lease(body);
            default -> "{}";
        };
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Leases prizes that are due tomorrow to a gateway that holds none. */
    private static String lease(String holding) {
        if (!holding.contains("\"holds\":[]")) {
            return "{\"leaseMillis\":" + LEASE_MILLIS + ",\"campaigns\":[],\"lost\":[]}";
        }
        StringBuilder prizes = new StringBuilder();
        for (int i = 0; i < PRIZES; i++) {
            prizes.append(i == 0 ? "" : ",")
                    .append("{\"prizeId\":\"p")
                    .append(i)
                    .append("\",\"packetId\":\"packet\",\"dueAfterMillis\":")
                    .append(LATER_MILLIS)
                    .append('}');
        }
        return "{\"leaseMillis\":" + LEASE_MILLIS + ",\"campaigns\":[{\"campaignId\":\"1\",\"sponsor\":\"Spring\","
                + "\"endsAfterMillis\":" + 2 * LATER_MILLIS + ",\"prizes\":[" + prizes + "]}],\"lost\":[]}";
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
