package redpacket.loadtest.bench.events;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import redpacket.loadtest.load.OpenLoad;
import redpacket.loadtest.load.Wait;
import redpacket.loadtest.report.ResultFile;
import redpacket.loadtest.report.Verdict;
import redpacket.local.api.ControlClient;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;
import redpacket.local.stack.StateDirectory;

/**
 * Many clients follow their events at once, each on a connection of its own. Every client gets every message once, also
 * after it lost its connection, and the memory of the processes that hold the connections stays constant.
 */
public final class EventsBench {
    private static final int RECIPIENTS_A_SHARE = 500;
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final double GROWTH_MAX = 1.15;
    private static final long SAMPLE_MILLIS = 10_000;
    private static final List<String> HOLDERS = List.of("gateway", "notify");

    private final StateDirectory state;
    private final Path root;
    private final int clients;
    private final int seconds;
    private final PublicApi api;
    private final long first = System.currentTimeMillis() * 10_000;

    public EventsBench(StateDirectory state, Path root, int clients, int seconds) {
        this.state = state;
        this.root = root;
        this.clients = clients;
        this.seconds = seconds;
        this.api = new PublicApi(state);
    }

    public boolean run() throws IOException, InterruptedException {
        Map<String, Object> result = new LinkedHashMap<>();
        List<Verdict> verdicts = new ArrayList<>();
        result.put("clients", clients);
        result.put("MiB before", resident());
        try (Followers followers =
                new Followers(state, user -> "Bearer " + api.tokens().user(user), first, clients)) {
            followers.connect(i -> true);
            Wait.require("all " + clients + " connected", WITHIN, () -> followers.open() == clients);
            result.put("MiB with all connected", resident());
            share(followers, 1);
            IntPredicate half = i -> i % 2 == 0;
            followers.hangUp(half);
            Wait.require("half have hung up", WITHIN, () -> followers.open() == clients - (clients + 1) / 2);
            share();
            Wait.require("the others received", WITHIN, () -> followers.received(half.negate()) == 2L * (clients / 2));
            followers.connect(half);
            Wait.require("all received what they missed", WITHIN, () -> followers.received(i -> true) == 2L * clients);
            Map<String, Long> settled = resident();
            for (long end = System.currentTimeMillis() + seconds * 1_000L; System.currentTimeMillis() < end; ) {
                Thread.sleep(SAMPLE_MILLIS);
                result.put("MiB after " + (seconds - (end - System.currentTimeMillis()) / 1_000) + " s", resident());
            }
            share(followers, 3);
            result.put("MiB at the end", resident());
            result.put("messages", followers.received(i -> true));
            result.put("received twice", followers.receivedTwice());
            result.put("refused or disconnected, and reconnected", followers.reconnects());
            verdicts.add(once(followers.receivedTwice()));
            verdicts.add(flat(settled, resident()));
        }
        result.put("verdicts", verdicts.stream().map(Verdict::toString).toList());
        result.forEach((name, value) -> System.out.println(name + ": " + value));
        ResultFile.write(
                root, "events", "./redpacket bench events --phones " + clients + " --seconds " + seconds, result);
        return verdicts.stream().allMatch(Verdict::holds);
    }

    static Verdict once(long receivedTwice) {
        return Verdict.of("events", "no message is received twice", receivedTwice == 0, receivedTwice);
    }

    /** @param settled MiB by process once all clients have reconnected */
    static Verdict flat(Map<String, Long> settled, Map<String, Long> atTheEnd) {
        List<String> grown = settled.entrySet().stream()
                .filter(before ->
                        atTheEnd.getOrDefault(before.getKey(), Long.MAX_VALUE) > before.getValue() * GROWTH_MAX)
                .map(before -> before.getKey() + ": from " + before.getValue() + " to " + atTheEnd.get(before.getKey())
                        + " MiB")
                .toList();
        return new Verdict("events", "memory grows by 15 % at most", grown);
    }

    private void share(Followers followers, int soFar) throws InterruptedException {
        long begun = System.nanoTime();
        share();
        Wait.require(
                "all received of share " + soFar,
                WITHIN,
                () -> followers.received(i -> true) == (long) soFar * clients);
        System.out.println("share " + soFar + ": all " + clients + " received it after "
                + (System.nanoTime() - begun) / 1_000_000 + " ms");
    }

    /** Sends a packet for every 500 clients and shares it with them. */
    private void share() {
        for (int from = 0; from < clients; from += RECIPIENTS_A_SHARE) {
            long sender = first + clients + from;
            String key = "events-" + sender + "-" + System.nanoTime();
            OpenLoad.repeat(() -> api.post(sender, "/v1/wallet/top-ups", "{\"amountFen\":1}", key));
            Answer sent = OpenLoad.repeat(() -> api.post(
                    sender,
                    "/v1/packets",
                    "{\"kind\":\"EQUAL\",\"totalFen\":1,\"count\":1,\"audience\":{\"kind\":\"LINK\"}}",
                    key + "-send"));
            String users = LongStream.range(from, Math.min(clients, from + RECIPIENTS_A_SHARE))
                    .mapToObj(i -> "\"" + (first + i) + "\"")
                    .collect(Collectors.joining(","));
            OpenLoad.repeat(() -> api.post(
                    sender,
                    "/v1/packets/" + sent.text("packetId") + "/shares",
                    "{\"userIds\":[" + users + "]}",
                    key + "-share"));
        }
    }

    /** Resident memory by process, as the supervisor reports it. */
    private Map<String, Long> resident() {
        Map<String, Long> mebibytes = new LinkedHashMap<>();
        for (String row : new ControlClient(state).ask("status").lines().toList()) {
            List<String> cells = List.of(row.split("\t", -1));
            if (HOLDERS.contains(cells.getFirst())) {
                mebibytes.put(cells.getFirst(), Long.parseLong(cells.get(5)) / 1024);
            }
        }
        return mebibytes;
    }
}
