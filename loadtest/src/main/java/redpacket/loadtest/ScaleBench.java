package redpacket.loadtest;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import redpacket.local.stack.StateDirectory;

/**
 * The same load on stacks of 1, 2 and 4 sets, and on one of 2 sets that holds 10,000 and 1,000,000 packets already: what
 * an open costs each time. Brings its own stacks, one after another, on free ports.
 */
final class ScaleBench {
    private static final int[] SETS = {1, 2, 4};
    private static final int SHARES = 50;
    private static final int WARM_UP = 30_000;
    private static final int MEASURES = 3;
    private static final int[] STORED = {10_000, 1_000_000};
    private static final int SETS_THAT_STORE = 2;

    private final Path root;
    private final int perSecond;
    private final int seconds;
    private final Map<String, List<Double>> micros = new LinkedHashMap<>();

    ScaleBench(Path root, int perSecond, int seconds) {
        this.root = root;
        this.perSecond = perSecond;
        this.seconds = seconds;
    }

    Report run() throws IOException, SQLException, InterruptedException {
        Report report =
                new Report("scale", "./redpacket bench scale --rate " + perSecond + " --seconds " + seconds, root);
        for (int sets : SETS) {
            StateDirectory state = new StateDirectory(root.resolve(".state/scale-" + sets));
            System.out.println("Starting a stack of " + sets + " sets …");
            redpacket(
                    "up",
                    "--fresh",
                    "--free-ports",
                    "--sets",
                    Integer.toString(sets),
                    "--state",
                    state.root().toString());
            try (OpenLoad load = new OpenLoad(state)) {
                load.calls().closed("warm-up", opens(load, WARM_UP), OpenLoad.AT_ONCE);
                measure(report, state, load, sets + " sets");
                if (sets == SETS_THAT_STORE) {
                    StoredPackets stored = new StoredPackets(state);
                    for (int packets : STORED) {
                        stored.fillUpTo(packets);
                        measure(report, state, load, sets + " sets that hold " + packets + " packets");
                    }
                }
            } finally {
                redpacket("down", "--state", state.root().toString());
            }
        }
        compare(report, "1 sets", "2 sets");
        compare(report, "1 sets", "4 sets");
        compare(report, "2 sets that hold " + STORED[0] + " packets", "2 sets that hold " + STORED[1] + " packets");
        report.write();
        return report;
    }

    private void measure(Report report, StateDirectory state, OpenLoad load, String what)
            throws SQLException, InterruptedException {
        for (int i = 0; i < MEASURES; i++) {
            List<Calls.Call> opens = opens(load, perSecond * seconds);
            load.drain();
            ProcessorTime before = ProcessorTime.now(state);
            Measured measured = load.calls().open(what, opens, perSecond);
            load.drain();
            Map<String, Double> used = ProcessorTime.now(state).since(before, opens.size());
            report.add(measured);
            report.cpu(what, used);
            micros.computeIfAbsent(what, ignored -> new ArrayList<>())
                    .add(used.values().stream().mapToDouble(Double::doubleValue).sum());
        }
    }

    private void compare(Report report, String one, String other) {
        double first = median(one);
        double second = median(other);
        report.note(
                "µs of CPU an open",
                String.format(
                        Locale.ROOT,
                        "%s: %.0f, %s: %.0f, %+.0f %%",
                        one,
                        first,
                        other,
                        second,
                        100 * (second / first - 1)));
    }

    private double median(String what) {
        List<Double> sorted =
                micros.getOrDefault(what, List.of(0.0)).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static List<Calls.Call> opens(OpenLoad load, int count) throws InterruptedException {
        List<Calls.Call> opens = load.opens(load.send((count + SHARES - 1) / SHARES, SHARES), SHARES);
        Collections.shuffle(opens, new Random(count));
        return opens.subList(0, count);
    }

    private void redpacket(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve("redpacket").toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroy();
            throw new IllegalStateException(String.join(" ", command) + " failed; it says why when called by hand");
        }
    }
}
