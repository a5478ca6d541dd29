package redpacket.loadtest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import redpacket.loadtest.Calls.Call;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;
import redpacket.local.stack.StateDirectory;

/** Packets that are sent and the calls that open them; tokens are made ahead. */
final class OpenLoad implements AutoCloseable {
    static final int AT_ONCE = 512;
    private static final int USERS = 5_000;
    /** Those of four packets of 500, which are opened by other users each. */
    private static final int OPENERS = 2_000;

    private static final int SENT_AT_ONCE = 32;
    private static final int TRIES_MAX = 50;
    private static final long FEN_PER_SHARE = 10;
    private static final String OPENED = "{\"outcome\":\"OPENED\"";

    private final PublicApi api;
    private final Phones phones;
    private final Calls calls;
    private final long firstUser = OpenBench.newSender();
    private final Map<Long, String> bearers = new ConcurrentHashMap<>();
    private final AtomicLong senders = new AtomicLong();

    OpenLoad(StateDirectory state) {
        this.api = new PublicApi(state);
        this.phones = new Phones(state);
        this.calls = new Calls(phones, this::bearerOf);
        for (int user = 0; user < USERS; user++) {
            bearerOf(firstUser + user);
        }
    }

    /** One of those who open; any number gives one. */
    long user(long number) {
        return firstUser + number % USERS;
    }

    String bearerOf(long user) {
        return bearers.computeIfAbsent(user, it -> "Bearer " + api.tokens().user(it));
    }

    Calls calls() {
        return calls;
    }

    PublicApi api() {
        return api;
    }

    /** Until every wallet has what was won: that work is no part of what is measured next. The seconds that took. */
    double drain() throws InterruptedException {
        long begun = System.nanoTime();
        while (api.ops("GET", "/ops/v1/funds", null).number("gapFen") != 0) {
            // To answer that is work for the ledger.
            Thread.sleep(250);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Ids of packets of so many shares of 10 fen each. */
    List<String> send(int packets, int shares) throws InterruptedException {
        List<String> ids = Collections.synchronizedList(new ArrayList<>());
        Semaphore places = new Semaphore(SENT_AT_ONCE);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            // A sender for each: a user has a rate and a daily limit like any other.
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
            throw new IllegalStateException("of " + packets + " packets " + ids.size() + " could be sent");
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

    /** The answer to a call that makes something, once it has been made. */
    static Answer repeat(Supplier<Answer> call) {
        return repeat(call, Set.of(201, 202));
    }

    /** The answer to a call, once it has one of these states; it comes back when it is told to. */
    static Answer repeat(Supplier<Answer> call, Set<Integer> done) {
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
            throw new IllegalStateException("not to be had in " + TRIES_MAX + " tries: " + answer);
        }
        return answer;
    }

    /** An open for each share of each packet, each by another user; one packet after another. */
    List<Call> opens(List<String> packetIds, int shares) {
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

    /** So many calls of one kind by users who have nothing in these packets: up to four that are opened, any that are not. */
    List<Call> others(List<String> packetIds, String verb, String outcome, int count) {
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
        phones.close();
    }
}
