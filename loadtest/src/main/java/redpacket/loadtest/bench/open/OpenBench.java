package redpacket.loadtest.bench.open;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import redpacket.loadtest.load.Calls.Call;
import redpacket.loadtest.load.OpenLoad;
import redpacket.loadtest.load.WarmUp;
import redpacket.loadtest.report.Measured;
import redpacket.loadtest.report.Report;
import redpacket.loadtest.report.Verdict;
import redpacket.loadtest.stack.ProcessorTime;
import redpacket.local.stack.StateDirectory;

/** Measures durable opens a second through HTTPS, beside row locking on the same path and the lane without HTTP. */
public final class OpenBench {
    private static final int HOT_SHARES = 500;
    private static final int HOT_PACKETS = 24;
    private static final int MANY_PACKETS = 1_000;
    private static final int MANY_SHARES = 10;
    /** Row locking gets fewer packets, because it takes longer. */
    private static final int HOT_ROWS_PACKETS = 3;

    private static final int MANY_ROWS_PACKETS = 200;
    /** More calls would wait for the lock until the gateway's time-out. */
    private static final int ROWS_AT_ONCE = 64;

    private static final long LANE_NANOS = 5_000_000_000L;
    private static final String HOT = "hot packet, HTTPS to durable";
    private static final String HOT_LANE = "hot packet, lane alone, no HTTP";
    private static final String HOT_ROWS = "hot packet, row locking, same HTTPS path";
    private static final String MANY = "1,000 packets of 10, HTTPS to durable";
    private static final String MANY_ROWS = "1,000 packets of 10, row locking, same HTTPS path";

    private final StateDirectory state;
    private final Path root;
    private final int rounds;

    public OpenBench(StateDirectory state, Path root, int rounds) {
        this.state = state;
        this.root = root;
        this.rounds = rounds;
    }

    /** @param many also 1,000 packets of 10 */
    public Report run(String name, boolean many) throws IOException, SQLException, InterruptedException {
        Report report = new Report(name, "./redpacket bench " + name + " --rounds " + rounds, root);
        try (LaneAlone laneAlone = new LaneAlone(state);
                OpenLoad load = new OpenLoad(state)) {
            new WarmUp(state, load).run(() -> {
                double perSecond =
                        load.calls().closed("warm-up", hot(load), HOT_SHARES).perSecond();
                load.calls().closed("warm-up", load.opens(load.send(400, MANY_SHARES), MANY_SHARES), OpenLoad.AT_ONCE);
                return perSecond;
            });
            for (int round = 1; round <= rounds; round++) {
                System.out.println("Round " + round + " of " + rounds);
                measure(load, report, HOT, hot(load), HOT_SHARES);
                report.note("seconds until all was in the wallets", load.drain());
                report.add(laneAlone.run(HOT_LANE, LANE_NANOS));
                if (many) {
                    measure(
                            load,
                            report,
                            MANY,
                            load.shuffledOpens(MANY_PACKETS * MANY_SHARES, MANY_SHARES),
                            OpenLoad.AT_ONCE);
                    load.drain();
                }
            }
            rowLocking(load, report, many);
            report.verdict(faster(name, HOT_ROWS, report.ratio(HOT, HOT_ROWS)));
            if (many) {
                report.verdict(faster(name, MANY_ROWS, report.ratio(MANY, MANY_ROWS)));
            }
            var unused = report.ratio(HOT, HOT_LANE);
            report.note("refused and repeated", load.calls().refusals());
        }
        report.write();
        return report;
    }

    static Verdict faster(String name, String baseline, double ratio) {
        return Verdict.of(name, "opens are faster than: " + baseline, ratio > 1, ratio);
    }

    /** Packet by packet, each opened by 500 users at once. */
    private static List<Call> hot(OpenLoad load) throws InterruptedException {
        return load.opens(load.send(HOT_PACKETS, HOT_SHARES), HOT_SHARES);
    }

    /** Also reports the CPU time of each component. */
    private void measure(OpenLoad load, Report report, String strategy, List<Call> opens, int atOnce)
            throws InterruptedException {
        // Background work of the sends must not disturb the measurement.
        load.drain();
        ProcessorTime before = ProcessorTime.now(state);
        report.add(load.calls().closed(strategy, opens, atOnce));
        report.cpu(strategy, ProcessorTime.now(state).since(before, opens.size()));
    }

    /** Runs last, because the grab-services that it replaces return with cold code. */
    private void rowLocking(OpenLoad load, Report report, boolean many)
            throws SQLException, IOException, InterruptedException {
        try (RowLockingOwners owners = new RowLockingOwners(state)) {
            for (int round = 0; round <= rounds; round++) {
                List<String> hot = load.send(HOT_ROWS_PACKETS, HOT_SHARES);
                owners.take(hot, HOT_SHARES);
                List<String> small = load.send(many ? MANY_ROWS_PACKETS : 1, MANY_SHARES);
                owners.take(small, MANY_SHARES);
                List<Call> smallOpens = load.opens(small, MANY_SHARES);
                Collections.shuffle(smallOpens, new Random(round));
                Measured one = load.calls().closed(HOT_ROWS, load.opens(hot, HOT_SHARES), ROWS_AT_ONCE);
                Measured other = load.calls().closed(MANY_ROWS, smallOpens, ROWS_AT_ONCE);
                // Round 0 is the warm-up.
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
}
