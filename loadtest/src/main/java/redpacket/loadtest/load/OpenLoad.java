package redpacket.loadtest.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import redpacket.loadtest.load.Calls.Call;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;
import redpacket.local.stack.StateDirectory;

/** Sends packets and makes the calls that open them. Tokens are made in advance. */
public final class OpenLoad implements AutoCloseable {
    public static final int AT_ONCE = 512;
    private static final int USERS = 5_000;
    /** Users who open four packets of 500, each packet its own users. */
    private static final int OPENERS = 2_000;

    private static final int SENT_AT_ONCE = 32;
    private static final int TRIES_MAX = 50;
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(10);
    private static final long FEN_PER_SHARE = 10;
    private static final String OPENED = "{\"outcome\":\"OPENED\"";

    private final PublicApi api;
    private final ApiClients clients;
    private final Calls calls;
    private final long firstUser = newUser();
    private final Map<Long, String> bearers = new ConcurrentHashMap<>();
    private final AtomicLong senders = new AtomicLong();

    public OpenLoad(StateDirectory state) {
        this.api = new PublicApi(state);
        this.clients = new ApiClients(state);
        this.calls = new Calls(clients, this::bearerOf);
        for (int user = 0; user < USERS; user++) {
            bearerOf(firstUser + user);
        }
    }

    /** One of the opening users; any number gives one. */
    public long user(long number) {
        return firstUser + number % USERS;
    }

    public String bearerOf(long user) {
        return bearers.computeIfAbsent(user, it -> "Bearer " + api.tokens().user(it));
    }

    public Calls calls() {
        return calls;
    }

    public PublicApi api() {
        return api;
    }

    /** A user whom no earlier run used. */
    public static long newUser() {
        return ThreadLocalRandom.current().nextLong(10_000_000_000L, 1_000_000_000_000L);
    }

    /** Waits until every open is credited, so that its work does not disturb the next measurement. Returns seconds. */
    public double drain() throws InterruptedException {
        long begun = System.nanoTime();
        Wait.require(
                "every open is in its wallet",
                DRAINED_WITHIN,
                () -> api.ops("GET", "/ops/v1/funds", null).number("gapFen") == 0);
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Sends packets of so many shares of 10 fen each. Returns their ids. */
    public List<String> send(int packets, int shares) throws InterruptedException {
        List<String> ids = Collections.synchronizedList(new ArrayList<>());
        Semaphore places = new Semaphore(SENT_AT_ONCE);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            // Each packet has a sender of its own, because users have rates and daily limits.
            long sender = firstUser + USERS + senders.incrementAndGet();
            places.acquire();
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    ids.add(sendOne(sender, shares));
                } finally {
                    places.release();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (ids.size() != packets) {
            throw new IllegalStateException(ids.size() + " of " + packets + " packets were sent");
        }
        return ids;
    }

    private String sendOne(long sender, int shares) {
        long total = shares * FEN_PER_SHARE;
        repeat(() -> api.post(sender, "/v1/wallet/top-ups", "{\"amountFen\":" + total + "}", "bench-" + sender));
        return repeat(() -> api.post(
                        sender,
                        "/v1/packets",
                        "{\"kind\":\"LUCKY\",\"totalFen\":" + total + ",\"count\":" + shares
                                + ",\"audience\":{\"kind\":\"LINK\"}}",
                        "bench-" + sender + "-send"))
                .text("packetId");
    }

    /** Repeats a call until it has created something. */
    public static Answer repeat(Supplier<Answer> call) {
        return repeat(call, Set.of(201, 202));
    }

    /** Repeats a call until its status is one of these, after the wait that each refusal names. */
    public static Answer repeat(Supplier<Answer> call, Set<Integer> done) {
        Answer answer = call.get();
        for (int tries = 1; tries < TRIES_MAX && !done.contains(answer.status()); tries++) {
            try {
                Thread.sleep(Math.max(20, answer.number("retryAfterMillis")));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            answer = call.get();
        }
        if (!done.contains(answer.status())) {
            throw new IllegalStateException("refused " + TRIES_MAX + " times: " + answer);
        }
        return answer;
    }

    /** An open for each share, packet by packet; each open of a packet is by another user. */
    public List<Call> opens(List<String> packetIds, int shares) {
        List<Call> opens = new ArrayList<>(packetIds.size() * shares);
        int user = 0;
        for (String id : packetIds) {
            for (int share = 0; share < shares; share++) {
                opens.add(new Call(firstUser + user % USERS, "/v1/packets/" + id + "/open", OPENED));
                user++;
            }
        }
        return opens;
    }

    /** So many opens of new packets, in an order that is the same for the same count. */
    public List<Call> shuffledOpens(int count, int shares) throws InterruptedException {
        List<Call> opens = opens(send((count + shares - 1) / shares, shares), shares);
        Collections.shuffle(opens, new Random(count));
        return opens.subList(0, count);
    }

    /** So many calls of one kind by users who open none of these packets, of which at most four may be opened. */
    public List<Call> others(List<String> packetIds, String verb, String outcome, int count) {
        List<Call> others = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long user = firstUser + OPENERS + i % (USERS - OPENERS);
            others.add(new Call(
                    user,
                    "/v1/packets/" + packetIds.get(i % packetIds.size()) + "/" + verb,
                    "{\"outcome\":\"" + outcome + "\""));
        }
        return others;
    }

    @Override
    public void close() {
        clients.close();
    }
}
