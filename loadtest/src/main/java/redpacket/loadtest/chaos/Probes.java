package redpacket.loadtest.chaos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redpacket.loadtest.chaos.CallStatistics.CallClass;
import redpacket.loadtest.chaos.CallStatistics.Ended;
import redpacket.loadtest.proof.Journal;
import redpacket.loadtest.proof.Journal.Ending;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;

/**
 * A steady load of calls of each class to each set. Calls begin at fixed times whatever happens to those before them,
 * so a set that does not answer takes no load away from the others.
 */
final class Probes {
    private static final long TICK_MILLIS = 50;
    private static final int OPEN_TICKS = 2;
    private static final int GRAB_TICKS = 5;
    private static final int SEND_TICKS = 6;
    private static final int WALLET_TICKS = 7;
    /** Every so many opens, a user opens the packet again and must be told the same. */
    private static final int REPEATED_EVERY = 10;

    private static final int IN_FLIGHT_MAX = 32;
    private static final int SHARES = 200;
    private static final int PACKET_FEN = 600;
    private static final int TOP_UP_FEN = 5_000_000;

    private final Supplier<PublicApi> clients;
    /** Each class has a connection of its own: the streams of a connection have a limit. */
    private final Map<CallClass, PublicApi> apis = new ConcurrentHashMap<>();

    private final Journal journal;
    private final CallStatistics statistics;
    private final Function<String, String> setOf;
    private final List<String> sets;
    private final long sender;
    private final AtomicLong nextUser;
    private final AtomicLong nextKey = new AtomicLong();
    private final Map<String, Queue<String>> packets = new ConcurrentHashMap<>();
    private final Map<CallClass, Semaphore> inFlight = new ConcurrentHashMap<>();
    private final Queue<String> unsent = new ConcurrentLinkedQueue<>();
    private volatile boolean going = true;
    private @Nullable Thread thread;

    /**
     * @param clients makes a client with a connection of its own
     * @param setOf the name of the set of a packet, by its id
     */
    Probes(
            Supplier<PublicApi> clients,
            Journal journal,
            CallStatistics statistics,
            Function<String, String> setOf,
            List<String> sets,
            long firstUser) {
        this.clients = clients;
        this.journal = journal;
        this.statistics = statistics;
        this.setOf = setOf;
        this.sets = List.copyOf(sets);
        this.sender = firstUser;
        this.nextUser = new AtomicLong(firstUser + 1);
        sets.forEach(set -> packets.put(set, new ConcurrentLinkedQueue<>()));
    }

    /** Tops up the sender's wallet and begins. */
    void start() {
        Answer answer =
                clients.get().post(sender, "/v1/wallet/top-ups", "{\"amountFen\":" + TOP_UP_FEN + "}", "probes");
        if (answer.status() != 201) {
            throw new IllegalStateException("no top-up: " + answer);
        }
        thread = Thread.ofPlatform().daemon().name("probes").start(this::run);
    }

    /** Whether each set has this many shares for the time in which it takes no new packets. */
    boolean hasStock(int shares) {
        return packets.values().stream().allMatch(queue -> queue.size() * SHARES >= shares);
    }

    /** Ends the load. Calls in flight still count. */
    void stop() throws InterruptedException {
        going = false;
        Thread running = thread;
        if (running != null) {
            running.join();
        }
        for (Semaphore permits : inFlight.values()) {
            permits.acquire(IN_FLIGHT_MAX);
        }
    }

    private void run() {
        Map<String, Integer> left = new HashMap<>();
        for (long tick = 0; going; tick++) {
            if (tick % SEND_TICKS == 0) {
                send();
            }
            if (tick % WALLET_TICKS == 0) {
                call("wallet", CallStatistics.ANY_SET, api -> api.getLater(sender, "/v1/wallet"), answer -> {});
            }
            for (String set : sets) {
                String packet =
                        packets.getOrDefault(set, new ConcurrentLinkedQueue<>()).peek();
                if (packet == null) {
                    continue;
                }
                if (tick % OPEN_TICKS == 0) {
                    open(set, packet, nextUser.getAndIncrement(), tick / OPEN_TICKS % REPEATED_EVERY == 0);
                    if (left.merge(packet, -1, Integer::sum) <= -SHARES) {
                        packets.getOrDefault(set, new ConcurrentLinkedQueue<>()).remove(packet);
                        left.remove(packet);
                    }
                }
                if (tick % GRAB_TICKS == 0) {
                    String path = "/v1/packets/" + packet + "/grab";
                    long user = nextUser.getAndIncrement();
                    call("grab", set, api -> api.postLater(user, path, "{}", null), answer -> {});
                }
            }
            sleep();
        }
    }

    /** A send without an answer is repeated with its key. */
    private void send() {
        String waiting = unsent.poll();
        String key = waiting == null ? "probe-" + nextKey.getAndIncrement() : waiting;
        String json = "{\"kind\":\"LUCKY\",\"totalFen\":" + PACKET_FEN + ",\"count\":" + SHARES
                + ",\"audience\":{\"kind\":\"LINK\"}}";
        boolean begun =
                call("send", CallStatistics.ANY_SET, api -> api.postLater(sender, "/v1/packets", json, key), answer -> {
                    if (answer == null || answer.status() != 201) {
                        unsent.add(key);
                        return;
                    }
                    String packet = answer.text("packetId");
                    journal.sent(packet, SHARES);
                    packets.computeIfAbsent(setOf.apply(packet), ignored -> new ConcurrentLinkedQueue<>())
                            .add(packet);
                });
        if (!begun) {
            unsent.add(key);
        }
    }

    private void open(String set, String packet, long user, boolean again) {
        call(
                "open",
                set,
                api -> {
                    journal.asked(packet, user);
                    return api.postLater(user, "/v1/packets/" + packet + "/open", "{}", null);
                },
                answer -> {
                    if (answer == null || answer.status() != 200) {
                        return;
                    }
                    journal.told(packet, user, answer);
                    if (again && going) {
                        openAgain(set, packet, user);
                    }
                });
    }

    private void openAgain(String set, String packet, long user) {
        call("reopen", set, api -> api.postLater(user, "/v1/packets/" + packet + "/open", "{}", null), answer -> {
            if (answer != null && answer.status() == 200) {
                journal.told(packet, user, answer);
            }
        });
    }

    @FunctionalInterface
    private interface Request {
        CompletableFuture<Answer> send(PublicApi api);
    }

    /** False if too many calls of the class are in flight. */
    private boolean call(String call, String set, Request request, Consumer<@Nullable Answer> then) {
        CallClass of = new CallClass(set, call);
        Semaphore permits = inFlight.computeIfAbsent(of, ignored -> new Semaphore(IN_FLIGHT_MAX));
        if (!permits.tryAcquire()) {
            return false;
        }
        long begun = System.nanoTime();
        var unused = request.send(apis.computeIfAbsent(of, ignored -> clients.get()))
                .whenComplete((answer, failure) -> {
                    try {
                        Ending ending = endingOf(of, answer);
                        String words = answer == null
                                ? String.valueOf(failure)
                                : (answer.status() + " " + answer.text("outcome")).trim();
                        statistics.add(of, new Ended(begun, System.nanoTime(), ending, words));
                        journal.called(ending);
                        then.accept(answer);
                    } finally {
                        permits.release();
                    }
                });
        return true;
    }

    private Ending endingOf(CallClass of, @Nullable Answer answer) {
        if (answer == null) {
            return Ending.UNKNOWN;
        }
        if (answer.status() == 503 || answer.status() == 429) {
            journal.refused(of.call(), answer);
            return Ending.FAILED;
        }
        if (answer.status() >= 500) {
            journal.surprise(of + ": " + answer.status() + " " + answer.json());
            return Ending.FAILED;
        }
        return Ending.OK;
    }

    private static void sleep() {
        try {
            Thread.sleep(TICK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
