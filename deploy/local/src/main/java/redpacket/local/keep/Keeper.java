package redpacket.local.keep;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import redpacket.local.server.KafkaTopics;
import redpacket.local.server.RemoteGroup;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StateDirectory;
import redpacket.local.stack.Tokens;

/**
 * Keeps a stack of containers: says who leads each member group, makes schemas and topics, publishes the keys of its
 * tokens. It may die at any time: what runs runs on, only nobody is promoted until it is back.
 */
public final class Keeper {
    private static final long LOOK_EVERY_MILLIS = 250;
    private static final long TRY_AGAIN_MILLIS = 1_000;
    private static final int BACKLOG_MAX = 50;

    private final KeeperSettings settings;
    private final List<RemoteGroup> groups;
    private volatile boolean topicsExist;

    private Keeper(KeeperSettings settings) {
        this.settings = settings;
        this.groups = settings.groups().stream()
                .map(group -> new RemoteGroup(
                        group.name(),
                        group.schemas(),
                        group.members(),
                        settings.state(),
                        settings.credentials(),
                        System::nanoTime))
                .toList();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        KeeperSettings settings;
        try {
            settings = KeeperSettings.of(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        new Keeper(settings).run();
    }

    private void run() throws IOException, InterruptedException {
        String jwks = new Tokens(Secrets.load(new StateDirectory(settings.state()))).jwks();
        HttpServer server = HttpServer.create(new InetSocketAddress(settings.port()), BACKLOG_MAX);
        server.createContext("/.well-known/jwks.json", exchange -> answer(exchange, 200, jwks));
        server.createContext("/ready", exchange -> answer(exchange, isReady() ? 200 : 503, table()));
        server.start();
        for (RemoteGroup group : groups) {
            Thread.ofPlatform().name("keep-" + group.name()).start(() -> keep(group));
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

    private static void keep(RemoteGroup group) {
        String led = "";
        while (true) {
            try {
                group.tick();
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
        return topicsExist && groups.stream().allMatch(RemoteGroup::isSettled);
    }

    private String table() {
        return groups.stream()
                        .map(group -> group.name() + (group.isSettled() ? " settled" : " not settled"))
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
