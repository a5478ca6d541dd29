package redpacket.loadtest;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import redpacket.loadtest.proof.Databases;
import redpacket.local.stack.StateDirectory;

/** Calls that cost no database: grabs of a packet that is open, opens of one that has ended, beside opens that win. */
final class EdgeBench {
    private static final int CALLS = 20_000;
    private static final int SHARES = 500;
    private static final int PACKETS = 6;

    private final StateDirectory state;
    private final Path root;
    private final int rounds;

    EdgeBench(StateDirectory state, Path root, int rounds) {
        this.state = state;
        this.root = root;
        this.rounds = rounds;
    }

    Report run(String name) throws IOException, SQLException, InterruptedException {
        boolean grab = name.equals("grab");
        String measured = grab ? "grab of an open packet" : "open of a packet that is sold out";
        String wins = "open that wins";
        Report report = new Report(name, "./redpacket bench " + name + " --rounds " + rounds, root);
        try (OpenLoad load = new OpenLoad(state)) {
            System.out.println("Warming up …");
            List<String> sold = load.send(4, SHARES);
            load.calls().closed("warm-up", load.opens(sold, SHARES), SHARES);
            List<String> open = load.send(4, SHARES);
            List<Calls.Call> calls =
                    grab ? load.others(open, "grab", "GRABBED", CALLS) : load.others(sold, "open", "EMPTY", CALLS);
            load.calls().closed("warm-up", calls, OpenLoad.AT_ONCE);
            for (int round = 1; round <= rounds; round++) {
                System.out.println("Round " + round + " of " + rounds);
                report.add(load.calls().closed(wins, load.opens(load.send(PACKETS, SHARES), SHARES), SHARES));
                load.drain();
                long before = logReads();
                report.add(load.calls().closed(measured, calls, OpenLoad.AT_ONCE));
                report.note("rows of packets and logs read by the sets' databases for " + CALLS, logReads() - before);
            }
            report.ratio(measured, wins);
            report.note("told to come back", load.calls().refusals());
        }
        report.write();
        return report;
    }

    /** Statements that read a packet or its log, of all primaries and replicas of all sets, by their own counters. */
    private long logReads() throws SQLException {
        long reads = 0;
        Databases databases = new Databases(state);
        for (String set : databases.sets()) {
            reads += databases.onPrimary(
                    set,
                    connection -> Long.parseLong(Databases.rows(connection, "SHOW GLOBAL STATUS LIKE 'Com_select'")
                            .getFirst()
                            .substring("Com_select ".length())));
        }
        return reads;
    }
}
