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
import redpacket.local.api.Readings;
import redpacket.local.stack.Ports;
import redpacket.local.stack.StateDirectory;

/**
 * The same load on stacks of 1, 2 and 4 sets, the same load a set, so that a commit carries as many, and the first on 2
 * sets that hold 10,000 and 1,000,000 packets already: what an open costs each time, above what the stack costs at rest,
 * which is shown beside it and is each set's own. Brings its own stacks, one after another, on free ports.
 */
final class ScaleBench {
    private static final int[] SETS = {1, 2, 4};
    private static final int SHARES = 50;
    private static final int WARM_UP = 20_000;
    private static final int REST_SECONDS = 20;
    /** Times what it used at rest before, and how often that is waited for. */
    private static final double SETTLED = 1.2;

    private static final int SETTLE_TRIES = 15;
    private static final int MEASURES = 3;
    private static final int[] STORED = {10_000, 1_000_000};
    private static final int SETS_THAT_STORE = 2;
    /** Whose load a set is that of all where the total is the same. */
    private static final int SETS_OF_THE_RATE = 2;

    private final Path root;
    private final int perSecond;
    private final int seconds;
    private final int only;
    private final Map<String, List<Double>> micros = new LinkedHashMap<>();
    /** Cores of the stack that is up, when nobody asks it anything. */
    private double coresAtRest;

    /** @param only stacks of so many sets; 0 for all */
    ScaleBench(Path root, int perSecond, int seconds, int only) {
        this.only = only;
        this.root = root;
        this.perSecond = perSecond;
        this.seconds = seconds;
    }

    Report run() throws IOException, SQLException, InterruptedException {
        Report report = new Report(
                "scale",
                "./redpacket bench scale --rate " + perSecond + " --seconds " + seconds
                        + (only == 0 ? "" : " --sets " + only),
                root);
        for (int sets : SETS) {
            if (only != 0 && only != sets) {
                continue;
            }
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
                rest(report, state, load, sets + " sets");
                measure(report, state, load, total(sets), perSecond);
                if (sets != SETS_OF_THE_RATE) {
                    measure(report, state, load, aSet(sets), perSecond * sets / SETS_OF_THE_RATE);
                }
                if (sets == SETS_THAT_STORE) {
                    StoredPackets stored = new StoredPackets(state);
                    for (int packets : STORED) {
                        stored.fillUpTo(packets);
                        settle(state);
                        rest(report, state, load, hold(packets));
                        measure(report, state, load, hold(packets), perSecond);
                    }
                }
            } finally {
                redpacket("down", "--state", state.root().toString());
            }
        }
        if (only == 0) {
            compare(report, total(1), total(2));
            compare(report, total(1), total(4));
            compare(report, aSet(1), total(2));
            compare(report, aSet(1), aSet(4));
        }
        if (only == 0 || only == SETS_THAT_STORE) {
            compare(report, hold(STORED[0]), hold(STORED[1]));
        }
        report.write();
        return report;
    }

    private String total(int sets) {
        return sets + " sets, " + perSecond + " opens a second";
    }

    private String aSet(int sets) {
        return sets + " sets, " + perSecond / SETS_OF_THE_RATE + " opens a second each";
    }

    private String hold(int packets) {
        return SETS_THAT_STORE + " sets that hold " + packets + " packets, " + perSecond + " opens a second";
    }

    /** Until what reads each new row once, such as reconciliation, has read those that were put in. */
    private void settle(StateDirectory state) throws InterruptedException {
        double limit = coresAtRest * SETTLED;
        double cores = limit + 1;
        for (int tries = 0; tries < SETTLE_TRIES && cores > limit; tries++) {
            cores = coresUnasked(state);
        }
    }

    private void rest(Report report, StateDirectory state, OpenLoad load, String what) throws InterruptedException {
        load.drain();
        coresAtRest = coresUnasked(state);
        report.note(what + ": cores at rest, but for compilers", Math.round(coresAtRest * 100) / 100.0);
    }

    /** What the stack keeps busy while the bench asks nothing of it. */
    private static double coresUnasked(StateDirectory state) throws InterruptedException {
        ProcessorTime before = ProcessorTime.now(state);
        TimeUnit.SECONDS.sleep(REST_SECONDS);
        return ProcessorTime.now(state).coresSince(before, REST_SECONDS);
    }

    private void measure(Report report, StateDirectory state, OpenLoad load, String what, int rate)
            throws SQLException, InterruptedException {
        Ports ports = Ports.load(state);
        List<Double> batches = new ArrayList<>();
        for (int i = 0; i < MEASURES; i++) {
            List<Calls.Call> opens = opens(load, rate * seconds);
            load.drain();
            ProcessorTime before = ProcessorTime.now(state);
            Readings then = Readings.take(ports);
            long begun = System.nanoTime();
            Measured measured = load.calls().open(what, opens, rate);
            Readings now = Readings.take(ports);
            load.drain();
            double took = (System.nanoTime() - begun) / 1e9;
            ProcessorTime after = ProcessorTime.now(state);
            report.add(measured);
            report.cpu(what, after.since(before, opens.size()));
            batches.add(now.rate(then, "redpacket_lane_batch_requests_sum")
                    / Math.max(1e-9, now.rate(then, "redpacket_lane_batch_requests_count")));
            micros.computeIfAbsent(what, ignored -> new ArrayList<>())
                    .add((after.coresSince(before, took) - coresAtRest) * took / opens.size() * 1e6);
        }
        report.note(what + ": opens a commit", Math.round(median(batches) * 10) / 10.0);
    }

    private void compare(Report report, String one, String other) {
        double first = median(micros.getOrDefault(one, List.of(0.0)));
        double second = median(micros.getOrDefault(other, List.of(0.0)));
        report.note(
                "µs of CPU an open above rest, but for compilers: " + one + " → " + other,
                String.format(Locale.ROOT, "%.0f → %.0f, %+.0f %%", first, second, 100 * (second / first - 1)));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
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
