package redpacket.loadtest.bench.scale;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import redpacket.loadtest.load.Calls.Call;
import redpacket.loadtest.load.OpenLoad;
import redpacket.loadtest.report.Measured;
import redpacket.loadtest.report.Report;
import redpacket.loadtest.report.Verdict;
import redpacket.loadtest.stack.ProcessorTime;
import redpacket.loadtest.stack.Restoration;
import redpacket.local.api.Readings;
import redpacket.local.stack.Ports;
import redpacket.local.stack.StateDirectory;

/**
 * Measures the CPU time of an open on stacks of 1, 2 and 4 sets, with the same load in all and with the same load a
 * set. On 2 sets it also measures with 10,000 and 1,000,000 stored packets. The CPU time of the idle stack is
 * subtracted. The bench starts stacks of its own, one after another, on free ports.
 */
public final class ScaleBench {
    private static final int[] SETS = {1, 2, 4};
    private static final int SHARES = 50;
    private static final int WARM_UP = 20_000;
    private static final int IDLE_SECONDS = 20;
    /** A stack is idle again below so many times its earlier idle cores. */
    private static final double SETTLED = 1.2;

    private static final int SETTLE_TRIES = 15;
    private static final int MEASURES = 3;
    private static final double COST_RATIO_MAX = 1.3;
    private static final int[] STORED = {10_000, 1_000_000};
    private static final int SETS_THAT_STORE = 2;
    /** With so many sets, the load of a set is the same in both comparisons. */
    private static final int SETS_OF_THE_RATE = 2;

    private final Path root;
    private final int perSecond;
    private final int seconds;
    private final int only;
    private final Map<String, List<Double>> micros = new LinkedHashMap<>();
    /** Cores that the current stack uses without load. */
    private double idleCores;

    /** @param only stacks of so many sets; 0 for all */
    public ScaleBench(Path root, int perSecond, int seconds, int only) {
        this.only = only;
        this.root = root;
        this.perSecond = perSecond;
        this.seconds = seconds;
    }

    public Report run() throws IOException, SQLException, InterruptedException {
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
            Restoration restoration = new Restoration();
            restoration.add(
                    "the stack of " + sets + " sets is down",
                    () -> redpacket("down", "--state", state.root().toString()));
            redpacket(
                    "up",
                    "--fresh",
                    "--free-ports",
                    "--sets",
                    Integer.toString(sets),
                    "--state",
                    state.root().toString());
            try (restoration;
                    OpenLoad load = new OpenLoad(state)) {
                load.calls().closed("warm-up", load.shuffledOpens(WARM_UP, SHARES), OpenLoad.AT_ONCE);
                measureIdle(report, state, load, sets + " sets");
                measure(report, state, load, total(sets), perSecond);
                if (sets != SETS_OF_THE_RATE) {
                    measure(report, state, load, aSet(sets), perSecond * sets / SETS_OF_THE_RATE);
                }
                if (sets == SETS_THAT_STORE) {
                    StoredPackets stored = new StoredPackets(state);
                    for (int packets : STORED) {
                        stored.fillUpTo(packets);
                        settle(state);
                        measureIdle(report, state, load, hold(packets));
                        measure(report, state, load, hold(packets), perSecond);
                    }
                }
            }
        }
        if (only == 0) {
            compare(report, total(1), total(4));
            report.verdict(flat(compare(report, aSet(1), total(2)), "2 sets in place of 1"));
            report.verdict(flat(compare(report, aSet(1), aSet(4)), "4 sets in place of 1"));
        }
        if (only == 0 || only == SETS_THAT_STORE) {
            report.verdict(flat(compare(report, hold(STORED[0]), hold(STORED[1])), "a million stored packets"));
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

    /** Waits until background work, such as reconciliation, has read the rows that were stored. */
    private void settle(StateDirectory state) throws InterruptedException {
        double limit = idleCores * SETTLED;
        double cores = limit + 1;
        for (int tries = 0; tries < SETTLE_TRIES && cores > limit; tries++) {
            cores = coresWithoutLoad(state);
        }
    }

    private void measureIdle(Report report, StateDirectory state, OpenLoad load, String what)
            throws InterruptedException {
        load.drain();
        idleCores = coresWithoutLoad(state);
        report.note(what + ": cores of the idle stack without compilers", Math.round(idleCores * 100) / 100.0);
    }

    /** Cores that the stack uses without load. */
    private static double coresWithoutLoad(StateDirectory state) throws InterruptedException {
        ProcessorTime before = ProcessorTime.now(state);
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        return ProcessorTime.now(state).coresSince(before, IDLE_SECONDS);
    }

    private void measure(Report report, StateDirectory state, OpenLoad load, String what, int rate)
            throws SQLException, InterruptedException {
        Ports ports = Ports.load(state);
        List<Double> batches = new ArrayList<>();
        for (int i = 0; i < MEASURES; i++) {
            List<Call> opens = load.shuffledOpens(rate * seconds, SHARES);
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
                    .add((after.coresSince(before, took) - idleCores) * took / opens.size() * 1e6);
        }
        report.note(what + ": opens a commit", Math.round(median(batches) * 10) / 10.0);
    }

    /** Returns the second cost of an open by the first. */
    private double compare(Report report, String one, String other) {
        double first = median(micros.getOrDefault(one, List.of(0.0)));
        double second = median(micros.getOrDefault(other, List.of(0.0)));
        report.note(
                "µs of CPU an open, without the idle stack and compilers: " + one + " → " + other,
                String.format(Locale.ROOT, "%.0f → %.0f, %+.0f %%", first, second, 100 * (second / first - 1)));
        return second / first;
    }

    static Verdict flat(double ratio, String what) {
        return Verdict.of("scale", "an open costs at most 30 % more with " + what, ratio <= COST_RATIO_MAX, ratio);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
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
            throw new IllegalStateException(String.join(" ", command) + " failed; run it by hand to see the reason");
        }
    }
}
