package redpacket.local.failover;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import redpacket.local.server.KafkaTopics;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StateDirectory;
import redpacket.local.stack.Tokens;

/**
 * The failover controller of a stack of containers. It elects the leader of each member group, makes schemas and
 * topics, and publishes the keys of tokens. It may end at any time: the stack runs on, and no member is promoted until
 * it is back.
 */
public final class FailoverController {
    private static final long LOOK_EVERY_MILLIS = 250;
    private static final long TRY_AGAIN_MILLIS = 1_000;
    private static final int BACKLOG_MAX = 50;

    private final FailoverSettings settings;
    private final List<RemoteGroup> groups;
    /** Whether each group was settled at the last tick. */
    private final Map<String, Boolean> settled = new ConcurrentHashMap<>();

    private volatile boolean topicsExist;

    private FailoverController(FailoverSettings settings) {
        this.settings = settings;
        this.groups = settings.groups().stream()
                .map(group -> RemoteGroup.of(
                        group.name(),
                        group.schemas(),
                        group.members(),
                        settings.state(),
                        settings.credentials(),
                        System::nanoTime,
                        line -> System.out.println(group.name() + ": " + line)))
                .toList();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        FailoverSettings settings;
        try {
            settings = FailoverSettings.of(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        new FailoverController(settings).run();
    }

    private void run() throws IOException, InterruptedException {
        String jwks = new Tokens(Secrets.load(new StateDirectory(settings.state()))).jwks();
        HttpServer server = HttpServer.create(new InetSocketAddress(settings.port()), BACKLOG_MAX);
        server.createContext("/.well-known/jwks.json", exchange -> answer(exchange, 200, jwks));
        server.createContext("/ready", exchange -> answer(exchange, isReady() ? 200 : 503, table()));
        server.start();
        for (RemoteGroup group : groups) {
            Thread.ofPlatform().name("failover-" + group.name()).start(() -> control(group));
        }
        while (!topicsExist) {
            try {
                KafkaTopics.create(settings.kafka(), settings.partitions());
                topicsExist = true;
            } catch (IOException e) {
                System.out.println(e.getMessage());
                Thread.sleep(TRY_AGAIN_MILLIS);
            }
        }
    }

    private void control(RemoteGroup group) {
        String led = "";
        while (true) {
            try {
                group.tick();
                settled.put(group.name(), group.isSettled());
                String leads = String.valueOf(group.primaryName());
                if (!leads.equals(led)) {
                    System.out.println(group.name() + ": primary " + leads);
                    led = leads;
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                System.out.println(group.name() + ": " + e.getMessage());
                sleep(TRY_AGAIN_MILLIS);
            }
        }
    }

    private boolean isReady() {
        return topicsExist && groups.stream().allMatch(this::isSettled);
    }

    private boolean isSettled(RemoteGroup group) {
        return settled.getOrDefault(group.name(), false);
    }

    private String table() {
        return groups.stream()
                        .map(group -> group.name()
                                + (isSettled(group) ? " settled" : " not settled")
                                + group.conditions().stream()
                                        .map(line -> "\n  " + line)
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining("\n"))
                + "\ntopics " + (topicsExist ? "made" : "not made") + "\n";
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", body.startsWith("{") ? "application/json" : "text/plain");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
