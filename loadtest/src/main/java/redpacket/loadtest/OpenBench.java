package redpacket.loadtest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import redpacket.local.stack.StateDirectory;

/** Durable opens a second end to end, beside row locking and the lane alone, interleaved and repeated. */
final class OpenBench {
    private static final int HOT_SHARES = 500;
    private static final int HOT_PACKETS = 24;
    private static final int MANY_PACKETS = 1_000;
    private static final int MANY_SHARES = 10;
    /** Fewer, since they take longer. */
    private static final int HOT_ROWS_PACKETS = 3;

    private static final int MANY_ROWS_PACKETS = 200;
    /** More would wait for the lock until the gateway gives them up, and be slower yet. */
    private static final int ROWS_AT_ONCE = 64;

    private static final long BASELINE_NANOS = 5_000_000_000L;
    private static final String HOT = "hot packet, HTTPS to durable";
    private static final String HOT_ROWS = "hot packet, row locking, no HTTP";
    private static final String HOT_LANE = "hot packet, lane alone, no HTTP";
    private static final String HOT_ROWS_HTTPS = "hot packet, row locking, same HTTPS path";
    private static final String MANY_ROWS_HTTPS = "1,000 packets of 10, row locking, same HTTPS path";
    private static final String MANY = "1,000 packets of 10, HTTPS to durable";
    private static final String MANY_ROWS = "1,000 packets of 10, row locking, no HTTP";

    private final StateDirectory state;
    private final Path root;
    private final int rounds;

    OpenBench(StateDirectory state, Path root, int rounds) {
        this.state = state;
        this.root = root;
        this.rounds = rounds;
    }

    /** @param many also 1,000 packets of 10 */
    Report run(String name, boolean many) throws IOException, SQLException, InterruptedException {
        Report report = new Report(name, "./redpacket bench " + name + " --rounds " + rounds, root);
        try (RowLocking rowLocking = new RowLocking(state);
                LaneAlone laneAlone = new LaneAlone(state);
                OpenLoad load = new OpenLoad(state)) {
            new WarmUp(state, load).run(() -> {
                Measured warm = hot(load, "warm-up", HOT_PACKETS, null);
                load.calls().closed("warm-up", load.opens(load.send(400, MANY_SHARES), MANY_SHARES), OpenLoad.AT_ONCE);
                return warm.perSecond();
            });
            for (int round = 1; round <= rounds; round++) {
                System.out.println("Round " + round + " of " + rounds);
                report.add(hot(load, HOT, HOT_PACKETS, report));
                // What follows an open is no part of what is measured next.
                report.note("seconds until all was in the wallets", load.drain());
                report.add(rowLocking.run(HOT_ROWS, 1, HOT_SHARES * 20, BASELINE_NANOS));
                report.add(laneAlone.run(HOT_LANE, BASELINE_NANOS));
                if (many) {
                    List<Calls.Call> opens = load.opens(load.send(MANY_PACKETS, MANY_SHARES), MANY_SHARES);
                    Collections.shuffle(opens, new Random(round));
                    // What follows a send is no part of it either.
                    load.drain();
                    report.add(timed(
                            report, MANY, opens.size(), () -> load.calls().closed(MANY, opens, OpenLoad.AT_ONCE)));
                    load.drain();
                    report.add(rowLocking.run(MANY_ROWS, MANY_PACKETS, MANY_SHARES, BASELINE_NANOS));
                }
            }
            sameRoad(load, report, many);
            report.ratio(HOT, HOT_ROWS_HTTPS);
            report.ratio(HOT, HOT_ROWS);
            report.ratio(HOT, HOT_LANE);
            if (many) {
                report.ratio(MANY, MANY_ROWS_HTTPS);
                report.ratio(MANY, MANY_ROWS);
            }
            report.note("opens at once", OpenLoad.AT_ONCE);
            report.note("told to come back", load.calls().refusals());
        }
        report.write();
        return report;
    }

    /** Last, since the owners that it replaces come back with everything to compile. */
    private void sameRoad(OpenLoad load, Report report, boolean many)
            throws SQLException, IOException, InterruptedException {
        try (RowLockingOwners owners = new RowLockingOwners(state)) {
            for (int round = 0; round <= rounds; round++) {
                List<String> hot = load.send(HOT_ROWS_PACKETS, HOT_SHARES);
                owners.take(hot, HOT_SHARES);
                List<Calls.Call> opens = load.opens(hot, HOT_SHARES);
                List<String> small = load.send(many ? MANY_ROWS_PACKETS : 1, MANY_SHARES);
                owners.take(small, MANY_SHARES);
                List<Calls.Call> others = load.opens(small, MANY_SHARES);
                Collections.shuffle(others, new Random(round));
                // Round 0 warms it up.
                Measured one = load.calls().closed(HOT_ROWS_HTTPS, opens, ROWS_AT_ONCE);
                Measured other = load.calls().closed(MANY_ROWS_HTTPS, others, ROWS_AT_ONCE);
                if (round > 0) {
                    report.add(one);
                    if (many) {
                        report.add(other);
                    }
                }
            }
        }
        load.drain();
    }

    /** One packet after another, each opened by 500 at once. */
    private Measured hot(OpenLoad load, String strategy, int packets, @Nullable Report report)
            throws InterruptedException {
        List<String> ids = load.send(packets, HOT_SHARES);
        List<Calls.Call> opens = load.opens(ids, HOT_SHARES);
        return report == null
                ? load.calls().closed(strategy, opens, HOT_SHARES)
                : timed(report, strategy, opens.size(), () -> load.calls().closed(strategy, opens, HOT_SHARES));
    }

    private interface Run {
        Measured measure() throws InterruptedException;
    }

    /** With what each part of the system has used for an open meanwhile. */
    private Measured timed(Report report, String strategy, int opens, Run run) throws InterruptedException {
        ProcessorTime before = ProcessorTime.now(state);
        Measured measured = run.measure();
        Map<String, Double> micros = ProcessorTime.now(state).since(before, opens);
        report.cpu(strategy, micros);
        return measured;
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
}
