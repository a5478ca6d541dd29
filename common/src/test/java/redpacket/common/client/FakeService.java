package redpacket.common.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A service over HTTP, of which a test says what it answers. */
public final class FakeService implements AutoCloseable {
    /** What came in. */
    public record Call(String method, String target, String body, String serviceKey, String trace) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile boolean isSilent;
    private volatile boolean isStandby;
    private volatile Function<Call, String> answer = call -> "{}";

    public FakeService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Call call = new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                String.valueOf(exchange.getRequestHeaders().getFirst("X-Service-Key")),
                String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
        calls.add(call);
        if (isSilent) {
            awaitClose();
        }
        byte[] bytes = answer.apply(call).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (isStandby) {
            exchange.getResponseHeaders().set("X-Not-Leading", "true");
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Nobody listens there. */
    public static URI nowhere() {
        return URI.create("http://127.0.0.1:1");
    }

    public void answer(int newStatus, String body) {
        status = newStatus;
        isStandby = false;
        answer = call -> body;
    }

    public void answer(Function<Call, String> newAnswer) {
        answer = newAnswer;
    }

    /** Refuses calls that only a leader takes. */
    public void answerNotLeading() {
        answer(503, "{}");
        isStandby = true;
    }

    /** Takes calls and answers none of them. */
    public void fallSilent() {
        isSilent = true;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
