package redpacket.packet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** account-service and a grab-service over HTTP, as docs/internal.md says that they answer. */
final class FakeServices implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    /** What is to happen to the next charge. */
    enum NextCharge {
        ANSWERED,
        LOST_BEFORE,
        LOST_AFTER
    }

    final Map<String, JsonNode> charged = new ConcurrentHashMap<>();
    final Map<String, String> voided = new ConcurrentHashMap<>();
    final List<String> closed = new CopyOnWriteArrayList<>();
    final Map<String, Long> balances = new ConcurrentHashMap<>();
    volatile NextCharge next = NextCharge.ANSWERED;
    volatile Consumer<String> onClose = packetId -> {};
    private final Map<String, JsonNode> keys = new ConcurrentHashMap<>();
    private final HttpServer server;

    FakeServices() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/v1/charges", this::charges);
        server.createContext("/internal/v1/packets", this::close);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void charges(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/key")) {
            answer(exchange, "FREE", null);
            return;
        }
        if (path.endsWith("/void")) {
            String packetId = path.split("/")[4];
            answer(exchange, voidCharge(packetId), packetId);
            return;
        }
        NextCharge how = next;
        next = NextCharge.ANSWERED;
        if (how == NextCharge.LOST_BEFORE) {
            exchange.close();
            return;
        }
        String[] outcome = charge(body);
        if (how == NextCharge.LOST_AFTER) {
            exchange.close();
            return;
        }
        answer(exchange, outcome[0], outcome[1]);
    }

    private synchronized String voidCharge(String packetId) {
        if (charged.containsKey(packetId)) {
            return "CHARGED";
        }
        voided.put(packetId, packetId);
        return "VOIDED";
    }

    private synchronized String[] charge(JsonNode body) {
        String packetId = body.get("packetId").asString();
        String sender = body.get("senderId").asString();
        if (voided.containsKey(packetId)) {
            return new String[] {"VOIDED", packetId};
        }
        String key = sender + "/" + body.get("idempotencyKey").asString();
        JsonNode first = keys.get(key);
        if (first != null) {
            boolean same = first.get("requestHash").equals(body.get("requestHash"));
            String firstId = first.get("packetId").asString();
            return new String[] {!same ? "KEY_REUSED" : firstId.equals(packetId) ? "CHARGED" : "BOUND", firstId};
        }
        long left =
                balances.getOrDefault(sender, 1_000_000L) - body.get("totalFen").asLong();
        if (left < 0) {
            return new String[] {"INSUFFICIENT_BALANCE", packetId};
        }
        balances.put(sender, left);
        keys.put(key, body);
        charged.put(packetId, body);
        return new String[] {"CHARGED", packetId};
    }

    private void close(HttpExchange exchange) throws IOException {
        String packetId = exchange.getRequestURI().getPath().split("/")[4];
        if (exchange.getRequestURI().getPath().endsWith("/entries")) {
            send(exchange, """
                    {"items":[{"transferId":"t","account":"ESCROW","kind":"PACKET_SENT","amountFen":1,\
                    "at":"2026-11-23T10:00:00.000Z"}]}""");
            return;
        }
        onClose.accept(packetId);
        closed.add(packetId);
        send(exchange, "{\"closed\":true,\"refundFen\":1}");
    }

    private static void answer(HttpExchange exchange, String outcome, @Nullable String packetId) throws IOException {
        send(exchange, "{\"outcome\":\"" + outcome + "\",\"packetId\":\"" + packetId + "\"}");
    }

    private static void send(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
