package redpacket.loadtest.bench.shake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import redpacket.loadtest.report.ResultFile;

/** Results of {@code bench shake}: prints each row at once, medians and ratios at the end, and writes all to a file. */
final class ShakeReport {
    static final String GATEWAY = "gateway, shake with token check";
    static final String BARE = "bare reactor-netty, constant answer";
    static final String NGINX = "nginx, constant answer";
    private static final String HEADER = String.format(
            Locale.ROOT,
            "%-40s %9s %9s %12s %8s %8s %6s",
            "server",
            "shakes",
            "shakes/s",
            "/CPU second",
            "p50 ms",
            "p99 ms",
            "core");
    /** In the first fifth of a long run the users arrive, the caches fill and the heap grows to its bound. */
    private static final double GROWTH_MAX = 1.15;

    private static final int FILLING_PART = 5;

    private final Path root;
    private final String command;
    private final int rounds;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Object> result = new LinkedHashMap<>();
    private boolean held = true;

    ShakeReport(Path root, String command, int rounds) {
        this.root = root;
        this.command = command;
        this.rounds = rounds;
    }

    /**
     * One round of one server.
     *
     * @param perSecond by the clock
     * @param perCpuSecond of the server's own CPU time
     * @param core part of its core that the server used
     */
    record Row(
            String server,
            long shakes,
            double perSecond,
            double perCpuSecond,
            double p50Millis,
            double p99Millis,
            double core) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "%-40s %9d %9.0f %12.0f %8.2f %8.2f %6.2f",
                    server,
                    shakes,
                    perSecond,
                    perCpuSecond,
                    p50Millis,
                    p99Millis,
                    core);
        }
    }

    void add(String server, ShakeClients.Shaken shaken, double cpuSeconds) {
        if (rows.isEmpty()) {
            System.out.println(HEADER);
        }
        double seconds = shaken.nanos() / 1e9;
        Row row = new Row(
                server,
                shaken.shakes(),
                shaken.perSecond(),
                shaken.shakes() / cpuSeconds,
                shaken.micros().getValueAtPercentile(50) / 1e3,
                shaken.micros().getValueAtPercentile(99) / 1e3,
                cpuSeconds / seconds);
        rows.add(row);
        System.out.println(row.text());
        hold(shaken.bad() == 0, shaken.bad() + " answers of " + server + " were not 200");
    }

    /** Requests behind the gateway in a round: its polls are allowed, and no request for a shake. */
    void requestsBehind(Map<String, Long> requests) {
        result.put("requests behind the gateway in round " + rows.size(), requests);
        for (Map.Entry<String, Long> entry : requests.entrySet()) {
            boolean poll = entry.getKey().endsWith("/prizes/lease")
                    || entry.getKey().endsWith("/control")
                    || entry.getKey().endsWith("/ready")
                    || entry.getKey().endsWith("/jwks.json");
            hold(poll, "a shake reached a service: " + entry);
        }
    }

    void longRun(long users, ShakeClients.Shaken shaken, List<Long> residentMiB) {
        int filling = residentMiB.size() / FILLING_PART;
        long filled = residentMiB.get(filling);
        long most = residentMiB.subList(filling, residentMiB.size()).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        System.out.printf(
                Locale.ROOT,
                "%d shakes by %d users in %.0f s (%.0f a second), %d not 200;"
                        + " resident %d MiB at first, %d after a fifth, %d at most, %d at the end%n",
                shaken.shakes(),
                users,
                shaken.nanos() / 1e9,
                shaken.perSecond(),
                shaken.bad(),
                residentMiB.getFirst(),
                filled,
                most,
                residentMiB.getLast());
        result.put(
                "longRun",
                Map.of(
                        "shakes",
                        shaken.shakes(),
                        "users",
                        users,
                        "seconds",
                        shaken.nanos() / 1e9,
                        "notOk",
                        shaken.bad(),
                        "residentMiB",
                        residentMiB));
        hold(shaken.bad() == 0, shaken.bad() + " answers of the long run were not 200");
        hold(most <= filled * GROWTH_MAX, "memory grew from " + filled + " to " + most + " MiB");
    }

    private void hold(boolean condition, String otherwise) {
        if (!condition) {
            held = false;
            System.out.println("FAIL: " + otherwise);
        }
    }

    /** Whether every verdict holds. */
    boolean write() throws IOException, InterruptedException {
        Map<String, Object> ratios = new LinkedHashMap<>();
        System.out.println("\nMedians of " + rounds + " rounds\n" + HEADER);
        for (String server : List.of(GATEWAY, BARE, NGINX)) {
            if (rows.stream().anyMatch(row -> row.server().equals(server))) {
                System.out.println(medianBy(server, Row::perCpuSecond).text());
                if (!server.equals(GATEWAY)) {
                    ratio(ratios, server, "by processor time", Row::perCpuSecond);
                    ratio(ratios, server, "by the clock", Row::perSecond);
                }
            }
        }
        result.put("note", "by the clock the load generator on one core is the limit; by processor time the server is");
        result.put("rows", rows);
        result.put("ratios", ratios);
        result.put("held", held);
        ratios.forEach((what, ratio) -> System.out.println(ratio + "  " + what));
        ResultFile.write(root, "shake", command, result);
        return held;
    }

    private void ratio(Map<String, Object> ratios, String server, String how, ToDoubleFunction<Row> figure) {
        double ratio = figure.applyAsDouble(medianBy(GATEWAY, figure)) / figure.applyAsDouble(medianBy(server, figure));
        ratios.put("gateway / " + server + ", " + how, Math.round(ratio * 100) / 100.0);
    }

    private Row medianBy(String server, ToDoubleFunction<Row> figure) {
        List<Row> sorted = rows.stream()
                .filter(row -> row.server().equals(server))
                .sorted(java.util.Comparator.comparingDouble(figure))
                .toList();
        return sorted.get(sorted.size() / 2);
    }
}
