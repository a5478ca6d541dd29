package redpacket.loadtest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import redpacket.local.stack.StateDirectory;
import tools.jackson.databind.json.JsonMapper;

/** Durable opens a second end to end, beside row locking, interleaved and repeated. */
final class OpenBench {
    private static final int HOT_SHARES = 500;
    private static final int HOT_PACKETS = 6;
    private static final int MANY_PACKETS = 1_000;
    private static final int MANY_SHARES = 10;
    private static final long ROW_LOCK_NANOS = 5_000_000_000L;

    private final StateDirectory state;
    private final Path root;
    private final int rounds;

    OpenBench(StateDirectory state, Path root, int rounds) {
        this.state = state;
        this.root = root;
        this.rounds = rounds;
    }

    void run() throws IOException, SQLException, InterruptedException {
        List<Measured> all = new ArrayList<>();
        try (RowLocking rowLocking = new RowLocking(state);
                OpenLoad load = new OpenLoad(state)) {
            System.out.println("Warming up …");
            load.open("warm-up", load.send(4, HOT_SHARES));
            load.open("warm-up", load.send(200, MANY_SHARES));
            for (int round = 1; round <= rounds; round++) {
                System.out.println("Round " + round + " of " + rounds);
                show(all, load.openOneByOne("hot packet, HTTPS to durable", load.send(HOT_PACKETS, HOT_SHARES)));
                show(all, rowLocking.run("hot packet, row locking, no HTTP", 1, HOT_SHARES * 20, ROW_LOCK_NANOS));
                List<OpenLoad.Task> many = load.send(MANY_PACKETS, MANY_SHARES);
                Collections.shuffle(many, new Random(round));
                show(all, load.open("1,000 packets of 10, HTTPS to durable", many));
                show(
                        all,
                        rowLocking.run(
                                "1,000 packets of 10, row locking, no HTTP",
                                MANY_PACKETS,
                                MANY_SHARES,
                                ROW_LOCK_NANOS));
            }
        }
        report(all);
    }

    private static void show(List<Measured> all, Measured measured) {
        if (all.isEmpty()) {
            System.out.println(Measured.header());
        }
        all.add(measured);
        System.out.println(measured.row());
    }

    private void report(List<Measured> all) throws IOException, InterruptedException {
        Map<String, Measured> medians = all.stream()
                .collect(Collectors.groupingBy(
                        Measured::strategy,
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), OpenBench::median)));
        System.out.println("\nMedians\n" + Measured.header());
        medians.values().forEach(measured -> System.out.println(measured.row()));
        List<Measured> rows = List.copyOf(medians.values());
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (int i = 0; i + 1 < rows.size(); i += 2) {
            ratios.put(
                    rows.get(i).strategy(),
                    rows.get(i).perSecond() / rows.get(i + 1).perSecond());
        }
        System.out.println();
        ratios.forEach((name, ratio) -> System.out.printf(Locale.ROOT, "%s: %.1f times row locking%n", name, ratio));
        Path file =
                root.resolve("loadtest/results/open-" + Instant.now().toString().replaceAll("[:.]", "-") + ".json");
        Files.createDirectories(file.getParent());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("command", "./redpacket bench open --rounds " + rounds);
        result.put("at", Instant.now().toString());
        result.put("commit", commit());
        result.put("machine", machine());
        result.put("opensAtOnce", OpenLoad.AT_ONCE);
        result.put("runs", all);
        result.put("medians", rows);
        result.put("ratios", ratios);
        Files.writeString(
                file,
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
        System.out.println("Written to " + root.relativize(file));
    }

    private static Measured median(List<Measured> runs) {
        List<Measured> sorted = runs.stream()
                .sorted(Comparator.comparingDouble(Measured::perSecond))
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    private String commit() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "-C", root.toString(), "rev-parse", "--short", "HEAD").start();
        String commit = new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).trim();
        git.waitFor();
        return commit;
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + ", JDK " + Runtime.version();
    }

    /** CPU time of this process. */
    static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** A sender nobody has met. */
    static long newSender() {
        return ThreadLocalRandom.current().nextLong(10_000_000_000L, 1_000_000_000_000L);
    }

    static <T, K> Map<K, List<T>> by(List<T> items, Function<T, K> key) {
        return items.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }
}
