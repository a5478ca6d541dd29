package redpacket.local.issuer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redpacket.local.api.Crowd;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lets a crowd race for the packet that the phone shows; one race at a time. */
final class CrowdRequests implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PACKET = "[A-Za-z0-9_-]{24}";
    private static final int USERS_MAX = 500;

    private final Supplier<Crowd> crowds;
    private final AtomicBoolean races = new AtomicBoolean();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("crowd").factory());
    /** Of the worker alone: made at the first race, since it needs the stack's files, and kept with its connections. */
    private @Nullable Crowd crowd;

    CrowdRequests(Supplier<Crowd> crowds) {
        this.crowds = crowds;
    }

    /** Answers when the race has ended. */
    void take(HttpExchange exchange, Map<String, String> fields) throws IOException {
        String packetId = fields.getOrDefault("packet", "");
        String users = fields.getOrDefault("users", "");
        if (!packetId.matches(PACKET) || !users.matches("[1-9][0-9]{0,2}") || Integer.parseInt(users) > USERS_MAX) {
            LocalIssuer.answer(exchange, 400, LocalIssuer.JSON, "{}");
        } else if (!races.compareAndSet(false, true)) {
            LocalIssuer.answer(exchange, 409, LocalIssuer.JSON, "{}");
        } else {
            worker.execute(() -> race(exchange, packetId, Integer.parseInt(users)));
        }
    }

    private void race(HttpExchange exchange, String packetId, int users) {
        int status = 200;
        String told;
        try {
            told = json(crowd().race(users, packetId));
        } catch (RuntimeException e) {
            status = 503;
            told = JSON.createObjectNode()
                    .put("error", "the crowd could not race: " + e.getMessage())
                    .toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } finally {
            // Before the answer, so that the page may ask for the next race at once.
            races.set(false);
        }
        try {
            LocalIssuer.answer(exchange, status, LocalIssuer.JSON, told);
        } catch (IOException e) {
            // The page went away. The race was run all the same.
        }
    }

    private Crowd crowd() {
        Crowd made = crowd;
        if (made == null) {
            made = crowds.get();
            crowd = made;
        }
        return made;
    }

    private static String json(Crowd.Race race) {
        ObjectNode told = JSON.createObjectNode();
        ArrayNode order = told.putArray("order");
        race.winners()
                .forEach(winner -> order.addObject()
                        .put("userId", Long.toString(winner.user()))
                        .put("amountFen", winner.amountFen()));
        return told.put("late", race.late())
                .put("openedFen", race.openedFen())
                .put("totalFen", race.totalFen())
                .put("gapFen", race.gapFen())
                .toString();
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
