package redpacket.loadtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import reactor.core.publisher.Mono;
import redpacket.local.command.PublicApi;
import redpacket.local.command.PublicApi.Answer;
import redpacket.local.stack.StateDirectory;

/**
 * A closed loop of phones: so many opens under way at once, each repeated until it is answered. Fails when an open that
 * should win is told anything but OPENED.
 */
final class OpenLoad implements AutoCloseable {
    static final int AT_ONCE = 256;
    private static final int TRIES_MAX = 100;
    private static final int USERS = 2_000;
    private static final long FEN_PER_SHARE = 10;

    private final PublicApi api;
    private final Phones phones;
    private final Map<String, Long> failures = new ConcurrentHashMap<>();
    private final long firstUser = OpenBench.newSender();
    private final Map<Integer, String> tokens = new ConcurrentHashMap<>();
    private final AtomicLong keys = new AtomicLong();

    /** One open. */
    record Task(String packetId, int user) {}

    OpenLoad(StateDirectory state) {
        this.api = new PublicApi(state);
        this.phones = new Phones(state);
        for (int user = 0; user < USERS; user++) {
            tokens.put(user, "Bearer " + api.tokens().user(firstUser + user));
        }
    }

    /** Sends packets; an open for each of their shares, packet by packet. */
    List<Task> send(int packets, int shares) throws InterruptedException {
        List<String> ids = java.util.Collections.synchronizedList(new ArrayList<>());
        Semaphore places = new Semaphore(32);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            // Few packets a sender: a user has a rate and a daily limit like any other.
            long sender = firstUser + USERS + keys.incrementAndGet();
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
        List<Task> tasks = new ArrayList<>();
        int user = 0;
        for (String id : ids) {
            for (int share = 0; share < shares; share++) {
                tasks.add(new Task(id, user % USERS));
                user++;
            }
        }
        if (ids.size() != packets) {
            throw new IllegalStateException("of " + packets + " packets " + ids.size() + " could be sent");
        }
        return tasks;
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

    private static Answer repeat(java.util.function.Supplier<Answer> call) {
        for (int tries = 0; tries < 50; tries++) {
            Answer answer = call.get();
            if (answer.status() == 201) {
                return answer;
            }
        }
        throw new IllegalStateException("a packet could not be sent");
    }

    /** One packet after another, each with all its opens at once. */
    Measured openOneByOne(String strategy, List<Task> tasks) throws InterruptedException {
        Histogram micros = new ConcurrentHistogram(3);
        long cpu = OpenBench.cpuNanos();
        long begun = System.nanoTime();
        long opens = 0;
        for (List<Task> packet : OpenBench.by(tasks, Task::packetId).values()) {
            opens += open(packet, micros);
        }
        return Measured.of(strategy, opens, System.nanoTime() - begun, micros, OpenBench.cpuNanos() - cpu);
    }

    Measured open(String strategy, List<Task> tasks) throws InterruptedException {
        Histogram micros = new ConcurrentHistogram(3);
        long cpu = OpenBench.cpuNanos();
        long begun = System.nanoTime();
        long opens = open(tasks, micros);
        return Measured.of(strategy, opens, System.nanoTime() - begun, micros, OpenBench.cpuNanos() - cpu);
    }

    private long open(List<Task> tasks, Histogram micros) throws InterruptedException {
        Semaphore places = new Semaphore(AT_ONCE);
        AtomicLong opened = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        for (Task task : tasks) {
            places.acquire();
            send(task, System.nanoTime(), micros, opened, refused, places);
        }
        places.acquire(AT_ONCE);
        if (opened.get() != tasks.size()) {
            throw new IllegalStateException("of " + tasks.size() + " opens that had a share waiting " + opened.get()
                    + " got one; " + refused.get() + " times the answer was 503 or 429 or none: " + failures);
        }
        return opened.get();
    }

    private void send(
            Task task, long begun, Histogram micros, AtomicLong opened, AtomicLong refused, Semaphore places) {
        var unused = attempt(task, refused, 1).subscribe(reply -> {
            if (reply.body().startsWith("{\"outcome\":\"OPENED\"")) {
                opened.incrementAndGet();
                micros.recordValue((System.nanoTime() - begun) / 1_000);
            } else {
                failures.merge(reply.status() + " " + reply.body(), 1L, Long::sum);
            }
            places.release();
        });
    }

    /** As a phone does: the same request again, when the answer says so. */
    private Mono<Phones.Reply> attempt(Task task, AtomicLong refused, int number) {
        return phones.post(
                        task.user(),
                        String.valueOf(tokens.get(task.user())),
                        "/v1/packets/" + task.packetId() + "/open")
                .onErrorResume(failure -> {
                    failures.merge(String.valueOf(failure), 1L, Long::sum);
                    return Mono.just(new Phones.Reply(503, ""));
                })
                .flatMap(reply -> {
                    if (!reply.isRetryable() || number > TRIES_MAX) {
                        return Mono.just(reply);
                    }
                    refused.incrementAndGet();
                    failures.merge(codeOf(reply), 1L, Long::sum);
                    return Mono.delay(reply.comeBack()).flatMap(ignored -> attempt(task, refused, number + 1));
                });
    }

    private static String codeOf(Phones.Reply reply) {
        int at = reply.body().indexOf("\"code\":\"");
        return at < 0 ? "" : reply.body().substring(at + 8, reply.body().indexOf('"', at + 8));
    }

    @Override
    public void close() {
        phones.close();
    }
}
