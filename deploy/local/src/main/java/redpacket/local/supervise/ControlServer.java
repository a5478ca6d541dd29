package redpacket.local.supervise;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the supervisor's commands on loopback, behind a secret, and the JWK set to every caller. */
final class ControlServer implements AutoCloseable {
    static final String SECRET_HEADER = "X-Control";

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "control");
        thread.setDaemon(true);
        return thread;
    });

    private ControlServer(HttpServer server) {
        this.server = server;
    }

    static ControlServer start(Supervisor supervisor, int port, String secret, String jwks) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        ControlServer control = new ControlServer(server);
        server.createContext("/.well-known/jwks.json", exchange -> answer(exchange, 200, jwks));
        server.createContext("/control/", exchange -> {
            if (!secret.equals(exchange.getRequestHeaders().getFirst(SECRET_HEADER))) {
                answer(exchange, 403, "");
                return;
            }
            control.obey(supervisor, exchange);
        });
        server.setExecutor(control.workers);
        server.start();
        return control;
    }

    private void obey(Supervisor supervisor, HttpExchange exchange) throws IOException {
        String[] words = exchange.getRequestURI().getPath().split("/");
        String command = words.length > 2 ? words[2] : "";
        String name = words.length > 3 ? words[3] : "";
        switch (command) {
            case "status" -> answer(exchange, 200, supervisor.table());
            case "faults" -> answer(exchange, 200, String.join("\n", supervisor.faults()));
            case "kill" -> answer(exchange, supervisor.kill(name) ? 200 : 404, "");
            case "start" -> answer(exchange, supervisor.comeBack(name) ? 200 : 404, "");
            case "down" -> {
                answer(exchange, 200, "");
                supervisor.requestStop();
            }
            default -> answer(exchange, 404, "");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
