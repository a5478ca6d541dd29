package redpacket.local.supervise;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import redpacket.local.machine.LoopbackServer;

/** Serves the supervisor's commands on loopback, behind a secret, and the JWK set to every caller. */
final class ControlServer implements AutoCloseable {
    static final String SECRET_HEADER = "X-Control";

    private static final int THREADS = 4;
    private static final String JSON = "application/json";

    private final LoopbackServer server;

    private ControlServer(LoopbackServer server) {
        this.server = server;
    }

    static ControlServer start(Supervisor supervisor, int port, String secret, String jwks) throws IOException {
        LoopbackServer server = new LoopbackServer(port, "control", THREADS);
        server.serve("/.well-known/jwks.json", exchange -> answer(exchange, 200, jwks));
        server.serve("/control/", exchange -> {
            if (!secret.equals(exchange.getRequestHeaders().getFirst(SECRET_HEADER))) {
                answer(exchange, 403, "");
                return;
            }
            obey(supervisor, exchange);
        });
        server.start();
        return new ControlServer(server);
    }

    private static void obey(Supervisor supervisor, HttpExchange exchange) throws IOException {
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
        LoopbackServer.answer(exchange, status, JSON, body);
    }

    @Override
    public void close() {
        server.close();
    }
}
