package redpacket.loadtest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import redpacket.local.command.PublicApi;
import redpacket.local.command.PublicApi.Answer;
import redpacket.local.stack.Ports;
import redpacket.local.stack.StateDirectory;

/**
 * A closed loop of phones: so many opens under way at once, each repeated until it is answered. Fails when an open that
 * should win is told anything but OPENED.
 */
final class OpenLoad implements AutoCloseable {
    static final int AT_ONCE = 256;
    private static final int USERS = 2_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long FEN_PER_SHARE = 10;

    private final PublicApi api;
    private final URI base;
    private final HttpClient client;
    private final long firstUser = OpenBench.newSender();
    private final Map<Integer, String> tokens = new ConcurrentHashMap<>();
    private final AtomicLong keys = new AtomicLong();

    /** One open. */
    record Task(String packetId, int user) {}

    OpenLoad(StateDirectory state) {
        this.api = new PublicApi(state);
        this.base = URI.create("https://localhost:" + Ports.load(state).of("gateway"));
        this.client = HttpClient.newBuilder()
                .sslContext(PublicApi.trusting(state.certificate()))
                .connectTimeout(TIMEOUT)
                .build();
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
            send(task, System.nanoTime(), micros, opened, refused, places, 0);
        }
        places.acquire(AT_ONCE);
        if (opened.get() != tasks.size()) {
            throw new IllegalStateException("of " + tasks.size() + " opens that had a share waiting " + opened.get()
                    + " got one; " + refused.get() + " times the answer was 503 or 429");
        }
        return opened.get();
    }

    private void send(
            Task task,
            long begun,
            Histogram micros,
            AtomicLong opened,
            AtomicLong refused,
            Semaphore places,
            int tries) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/v1/packets/" + task.packetId() + "/open"))
                .timeout(TIMEOUT)
                .header("Authorization", String.valueOf(tokens.get(task.user())))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        var unused = client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .whenComplete((response, failure) -> {
                    boolean again = failure != null || response.statusCode() == 503 || response.statusCode() == 429;
                    if (again && tries < 100) {
                        refused.incrementAndGet();
                        send(task, begun, micros, opened, refused, places, tries + 1);
                        return;
                    }
                    if (!again && response.body().startsWith("{\"outcome\":\"OPENED\"")) {
                        opened.incrementAndGet();
                        micros.recordValue((System.nanoTime() - begun) / 1_000);
                    }
                    places.release();
                });
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
