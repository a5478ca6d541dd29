package redpacket.loadtest.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;

/**
 * Users who shake in turns and open most of their prizes. A client whose gateway does not answer uses the other one, as
 * the contract for clients says.
 */
final class ShakeLoad {
    private static final int CLIENTS = 48;
    private static final int TRIES_MAX = 60;
    /** Opened wins, of ten. */
    private static final int OPENED_OF_TEN = 7;

    private final List<PublicApi> gateways;
    private final long firstUser;
    private final int users;
    private final Map<Long, String> bearers = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    /** The winner of each prize. */
    private final Map<String, Long> winners = new ConcurrentHashMap<>();
    /** The opened amount of each prize. */
    private final Map<String, Long> openedFen = new ConcurrentHashMap<>();

    private final List<String> surprises = java.util.Collections.synchronizedList(new ArrayList<>());
    private final LongAdder shakes = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private volatile boolean going = true;

    ShakeLoad(List<PublicApi> gateways, long firstUser, int users) {
        this.gateways = List.copyOf(gateways);
        this.firstUser = firstUser;
        this.users = users;
    }

    List<Thread> start() {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            threads.add(Thread.ofVirtual().name("client-" + i).start(() -> shakeOnAndOn(number)));
        }
        return threads;
    }

    void stop() {
        going = false;
    }

    private void shakeOnAndOn(int number) {
        int gateway = number;
        while (going) {
            long user = firstUser + Math.floorMod(turn.getAndIncrement(), users);
            Answer answer = post(gateway, user, "/v1/shake", "");
            if (answer == null) {
                unanswered.increment();
                gateway++;
                continue;
            }
            shakes.increment();
            if (answer.status() != 200) {
                surprises.add("shake: " + answer.status() + " " + answer.json());
            } else if (answer.text("outcome").equals("PRIZE")) {
                win(gateway, user, answer);
            }
        }
    }

    private void win(int gateway, long user, Answer shaken) {
        String prize = shaken.text("prizeId");
        Long other = winners.putIfAbsent(prize, user);
        if (other != null) {
            surprises.add("prize " + prize + " was told to " + other + " and to " + user);
        }
        if (ThreadLocalRandom.current().nextInt(10) < OPENED_OF_TEN) {
            open(gateway, user, prize, shaken.text("packetId"));
        }
    }

    private void open(int gateway, long user, String prize, String packet) {
        String path = "/v1/packets/" + packet + "/open";
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            Answer answer = post(gateway + tries, user, path, "{\"prizeId\":\"" + prize + "\"}");
            if (answer != null && answer.status() == 200) {
                if (answer.text("outcome").equals("OPENED")) {
                    openedFen.put(prize, answer.number("amountFen"));
                } else {
                    surprises.add("open: " + answer.json());
                }
                return;
            }
            if (answer != null && answer.status() != 503 && answer.status() != 429) {
                surprises.add("open: " + answer.status() + " " + answer.json());
                return;
            }
            pause(answer == null ? 100 : Math.max(50, answer.number("retryAfterMillis")));
        }
        surprises.add("open of " + prize + ": no answer in " + TRIES_MAX + " tries");
    }

    /** Null if the gateway does not answer. */
    private @Nullable Answer post(int gateway, long user, String path, String json) {
        PublicApi api = gateways.get(Math.floorMod(gateway, gateways.size()));
        try {
            return api.raw("POST", path, bearerOf(user), json, "Content-Type", "application/json");
        } catch (IllegalStateException e) {
            return null;
        }
    }

    private String bearerOf(long user) {
        return bearers.computeIfAbsent(
                user, it -> "Bearer " + gateways.getFirst().tokens().user(it));
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Map<String, Long> winners() {
        return winners;
    }

    Map<String, Long> openedFen() {
        return openedFen;
    }

    List<String> surprises() {
        return surprises;
    }

    long shakes() {
        return shakes.sum();
    }

    long unanswered() {
        return unanswered.sum();
    }
}
