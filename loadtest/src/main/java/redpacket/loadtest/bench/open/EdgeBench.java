package redpacket.loadtest.bench.open;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import redpacket.loadtest.load.Calls.Call;
import redpacket.loadtest.load.OpenLoad;
import redpacket.loadtest.report.Report;
import redpacket.loadtest.report.Verdict;
import redpacket.loadtest.stack.Databases;
import redpacket.local.stack.StateDirectory;

/** Measures calls that need no database (grabs of an open packet, opens of an ended one) beside opens that win. */
public final class EdgeBench {
    private static final int CALLS = 20_000;
    private static final int SHARES = 500;
    private static final int PACKETS = 6;
    /** Background work selects now and then; a call that selects would add one each. */
    private static final double SELECTS_A_CALL_MAX = 0.1;

    private final StateDirectory state;
    private final Path root;
    private final int rounds;

    public EdgeBench(StateDirectory state, Path root, int rounds) {
        this.state = state;
        this.root = root;
        this.rounds = rounds;
    }

    /** @param name grab or soldout */
    public Report run(String name) throws IOException, SQLException, InterruptedException {
        boolean grab = name.equals("grab");
        String measured = grab ? "grab of an open packet" : "open of a packet that is sold out";
        String wins = "open that wins";
        Report report = new Report(name, "./redpacket bench " + name + " --rounds " + rounds, root);
        try (OpenLoad load = new OpenLoad(state)) {
            List<String> sold = load.send(4, SHARES);
            load.calls().closed("warm-up", load.opens(sold, SHARES), SHARES);
            List<String> open = load.send(4, SHARES);
            List<Call> calls =
                    grab ? load.others(open, "grab", "GRABBED", CALLS) : load.others(sold, "open", "EMPTY", CALLS);
            load.calls().closed("warm-up", calls, OpenLoad.AT_ONCE);
            long selects = 0;
            for (int round = 1; round <= rounds; round++) {
                System.out.println("Round " + round + " of " + rounds);
                report.add(load.calls().closed(wins, load.opens(load.send(PACKETS, SHARES), SHARES), SHARES));
                load.drain();
                long before = selects();
                report.add(load.calls().closed(measured, calls, OpenLoad.AT_ONCE));
                selects += selects() - before;
            }
            report.verdict(withoutDatabase(name, selects, (long) rounds * CALLS));
            report.verdict(faster(name, report.ratio(measured, wins)));
            report.note("refused and repeated", load.calls().refusals());
        }
        report.write();
        return report;
    }

    static Verdict withoutDatabase(String name, long selects, long calls) {
        return Verdict.of(
                name,
                "a call needs no database",
                selects <= SELECTS_A_CALL_MAX * calls,
                selects + " selects for " + calls + " calls");
    }

    static Verdict faster(String name, double ratio) {
        return Verdict.of(name, "it is faster than an open that wins", ratio > 1, ratio);
    }

    /** Selects of the primaries of all sets so far, by the servers' own counters. */
    private long selects() throws SQLException {
        long selects = 0;
        Databases databases = new Databases(state);
        for (String set : databases.sets()) {
            String row =
                    databases.rows(set, "SHOW GLOBAL STATUS LIKE 'Com_select'").getFirst();
            selects += Long.parseLong(row.substring(row.indexOf(' ') + 1));
        }
        return selects;
    }
}
