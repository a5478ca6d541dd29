package redpacket.loadtest;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import redpacket.loadtest.proof.Databases;
import redpacket.local.stack.StateDirectory;

/** At a rate that is held: how long an open takes, and how long until it is in the wallet. Open loop. */
final class LagBench {
    private static final int SHARES = 10;

    private final StateDirectory state;
    private final Path root;
    private final int perSecond;
    private final int seconds;

    LagBench(StateDirectory state, Path root, int perSecond, int seconds) {
        this.state = state;
        this.root = root;
        this.perSecond = perSecond;
        this.seconds = seconds;
    }

    void run() throws IOException, SQLException, InterruptedException {
        Report report = new Report("lag", "./redpacket bench lag --rate " + perSecond + " --seconds " + seconds, root);
        try (OpenLoad load = new OpenLoad(state)) {
            System.out.println("Sending " + perSecond * seconds / SHARES + " packets …");
            List<Calls.Call> warm = load.opens(load.send(100, SHARES), SHARES);
            load.calls().closed("warm-up", warm, OpenLoad.AT_ONCE);
            List<Calls.Call> opens = load.opens(load.send(perSecond * seconds / SHARES, SHARES), SHARES);
            Collections.shuffle(opens, new Random(1));
            long first = lastEntry("accounts_1");
            long second = lastEntry("accounts_2");
            report.add(load.calls().open("open, " + perSecond + " begun a second", opens, perSecond));
            while (load.api().ops("GET", "/ops/v1/funds", null).number("gapFen") != 0) {
                Thread.sleep(100);
            }
            List<Long> lags = new ArrayList<>(lags("accounts_1", first));
            lags.addAll(lags("accounts_2", second));
            Collections.sort(lags);
            report.note("credits measured", lags.size());
            report.note("open to wallet p50 ms", lags.get(lags.size() / 2));
            report.note("open to wallet p99 ms", lags.get((int) (lags.size() * 0.99)));
            report.note("open to wallet max ms", lags.getLast());
            report.note("told to come back", load.calls().refusals());
        }
        report.write();
    }

    private long lastEntry(String shard) throws SQLException {
        return new Databases(state)
                .onPrimary(
                        "accounts",
                        connection -> Long.parseLong(Databases.rows(
                                        connection, "SELECT COALESCE(MAX(entry_id), 0) FROM " + shard + ".entries")
                                .getFirst()));
    }

    /** Milliseconds from an entry of a packet's log to the wallet's entry; both clocks are this machine's. */
    private List<Long> lags(String shard, long after) throws SQLException {
        Databases databases = new Databases(state);
        List<Long> lags = new ArrayList<>();
        List<String> credits = databases.onPrimary(
                "accounts",
                connection -> Databases.rows(
                        connection,
                        "SELECT packet_set, packet_number, user_id, CAST(UNIX_TIMESTAMP(at) * 1000 AS SIGNED) FROM "
                                + shard + ".entries WHERE entry_id > " + after
                                + " AND account = 'WALLET' AND kind = 'PACKET_OPENED'"));
        java.util.Map<String, Long> opened = new java.util.HashMap<>();
        for (String set : databases.sets()) {
            databases
                    .onPrimary(
                            set,
                            connection -> Databases.rows(
                                    connection,
                                    "SELECT packet_id, user_id, CAST(UNIX_TIMESTAMP(at) * 1000 AS SIGNED)"
                                            + " FROM packets.packet_log WHERE at > UTC_TIMESTAMP() - INTERVAL 10 MINUTE"))
                    .forEach(row -> opened.put(
                            row.substring(0, row.lastIndexOf(' ')),
                            Long.parseLong(row.substring(row.lastIndexOf(' ') + 1))));
        }
        for (String credit : credits) {
            String[] cells = credit.split(" ", -1);
            Long at = opened.get(cells[1] + " " + cells[2]);
            if (at != null) {
                lags.add(Long.parseLong(cells[3]) - at);
            }
        }
        return lags;
    }
}
