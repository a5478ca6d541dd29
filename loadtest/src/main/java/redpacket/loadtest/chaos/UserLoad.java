package redpacket.loadtest.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import redpacket.loadtest.proof.Journal;
import redpacket.loadtest.proof.Journal.Ending;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;

/**
 * Users who send packets of every kind, open them at once, repeat calls, and withdraw money. As the contract for
 * clients says, a call without an answer is repeated unchanged.
 */
final class UserLoad {
    private static final int AT_ONCE = 6;
    private static final long REPEAT_NANOS_MAX = 90_000_000_000L;
    private static final String PASSWORD = "spring";

    private final PublicApi api;
    private final Journal journal;
    private final long seed;
    private final long firstUser;
    private final int senders;
    private volatile boolean going = true;

    /** @param senders users that send at the same time, each to some friends */
    UserLoad(PublicApi api, Journal journal, long seed, long firstUser, int senders) {
        this.api = api;
        this.journal = journal;
        this.seed = seed;
        this.firstUser = firstUser;
        this.senders = senders;
    }

    /** The first of a thousand million users whom no run before is likely to have used. */
    static long newUsers() {
        return 1_000_000_000_000L + ThreadLocalRandom.current().nextLong(1_000_000) * 1_000_000_000L;
    }

    List<Thread> start() {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            int number = i;
            threads.add(Thread.ofVirtual().name("sender-" + i).start(() -> send(number)));
        }
        return threads;
    }

    void stop() {
        going = false;
    }

    private void send(int number) {
        SplittableRandom random = new SplittableRandom(seed + number);
        for (int round = 0; going; round++) {
            long sender = firstUser + number * 100_000L + round;
            String kind = List.of("LUCKY", "LUCKY", "LUCKY", "EQUAL", "EXCLUSIVE", "PASSWORD")
                    .get(random.nextInt(6));
            int count = kind.equals("EXCLUSIVE") ? 1 : random.nextInt(2, 40);
            long total = (long) count * random.nextInt(2, 300);
            long friends = firstUser + 50_000_000L + number * 100_000L + random.nextInt(1_000);
            boolean expires = random.nextInt(6) == 0;
            post(sender, "/v1/wallet/top-ups", "{\"amountFen\":" + (total + 10) + "}", "top-up");
            int openers = kind.equals("EXCLUSIVE") ? 1 : Math.max(1, count + random.nextInt(-count / 2, 4));
            boolean named = kind.equals("EXCLUSIVE") || random.nextInt(4) == 0;
            String request =
                    "{\"kind\":\"" + kind + "\",\"totalFen\":" + total + ",\"count\":" + count + ",\"audience\":"
                            + (named ? users(friends, openers) : "{\"kind\":\"LINK\"}")
                            + (kind.equals("PASSWORD") ? ",\"password\":\"" + PASSWORD + "\"" : "")
                            + (expires ? ",\"expiresInSeconds\":" + random.nextInt(1, 6) : "") + "}";
            Answer sent = post(sender, "/v1/packets", request, "send");
            if (sent == null || sent.status() != 201) {
                continue;
            }
            String packetId = sent.text("packetId");
            journal.sent(packetId, count);
            if (random.nextInt(4) == 0) {
                sendAgain(sender, request, packetId);
            }
            String body = kind.equals("PASSWORD") ? "{\"password\":\"" + PASSWORD + "\"}" : "{}";
            if (kind.equals("PASSWORD")) {
                openWithWrongPassword(packetId, friends);
            }
            openAll(packetId, friends, openers, body);
            if (random.nextInt(4) == 0) {
                post(sender, "/v1/wallet/withdrawals", "{\"amountFen\":5}", "withdraw");
            }
        }
    }

    private static String users(long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(user -> "\"" + user + "\"")
                .collect(Collectors.joining(",", "{\"kind\":\"USERS\",\"userIds\":[", "]}"));
    }

    /** The same key and request have the same answer. */
    private void sendAgain(long sender, String request, String packetId) {
        Answer again = post(sender, "/v1/packets", request, "send");
        if (again != null && !(again.status() == 201 && again.text("packetId").equals(packetId))) {
            journal.surprise("a repeated send of " + packetId + ": " + again.status() + " " + again.json());
        }
    }

    private void openWithWrongPassword(String packetId, long user) {
        Answer answer = post(user, "/v1/packets/" + packetId + "/open", "{\"password\":\"wrong\"}", null);
        if (answer != null && answer.status() != 403 && !answer.text("outcome").equals("EXPIRED")) {
            journal.surprise("a wrong password: " + answer.status() + " " + answer.json());
        }
    }

    private void openAll(String packetId, long friends, int openers, String body) {
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int friend = next.getAndIncrement(); friend < openers; friend = next.getAndIncrement()) {
                    open(packetId, friends + friend, body);
                    if (friend % 5 == 0) {
                        open(packetId, friends + friend, body);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Repeats the call until it is answered, within a bound. */
    void open(String packetId, long user, String body) {
        journal.asked(packetId, user);
        Answer answer = post(user, "/v1/packets/" + packetId + "/open", body, null);
        if (answer == null) {
            return;
        }
        String outcome = answer.text("outcome");
        if (answer.status() != 200 || outcome.isEmpty()) {
            journal.surprise("open: " + answer.status() + " " + answer.json());
            return;
        }
        journal.told(packetId, user, answer);
    }

    /** Repeats every open that has no answer. */
    void askAgain() {
        for (Journal.Open open : journal.unanswered()) {
            open(open.packetId(), open.user(), "{}");
            if (journal.unanswered().contains(open)) {
                open(open.packetId(), open.user(), "{\"password\":\"" + PASSWORD + "\"}");
            }
        }
    }

    private @Nullable Answer post(long user, String path, String json, @Nullable String key) {
        long end = System.nanoTime() + REPEAT_NANOS_MAX;
        while (true) {
            long waitMillis = 300;
            try {
                Answer answer = api.post(user, path, json, key);
                if (answer.status() != 503 && answer.status() != 429) {
                    journal.called(Ending.OK);
                    if (answer.status() >= 500) {
                        journal.surprise(path + ": " + answer.status() + " " + answer.json());
                    }
                    return answer;
                }
                journal.called(Ending.FAILED);
                journal.refused(path, answer);
                waitMillis = Math.max(50, answer.number("retryAfterMillis"));
            } catch (IllegalStateException e) {
                journal.called(Ending.UNKNOWN);
            }
            if (System.nanoTime() > end) {
                return null;
            }
            try {
                Thread.sleep(Math.min(2_000, waitMillis)
                        + ThreadLocalRandom.current().nextLong(100));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
    }
}
