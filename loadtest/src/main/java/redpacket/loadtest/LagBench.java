package redpacket.loadtest;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import redpacket.loadtest.proof.Databases;
import redpacket.local.command.ControlClient;
import redpacket.local.stack.StateDirectory;

/** At a rate that is held: how long an open takes, and how long until it is in the wallet. Open loop. */
final class LagBench {
    private static final int SHARES = 10;
    private static final long WELL_MILLIS = 1_000;

    private final StateDirectory state;
    private final Path root;
    private final int perSecond;
    private final int seconds;
    private final int awaySeconds;

    /** @param awaySeconds that Kafka is dead for, from a sixth of the time on; 0 for not at all */
    LagBench(StateDirectory state, Path root, int perSecond, int seconds, int awaySeconds) {
        this.awaySeconds = awaySeconds;
        this.state = state;
        this.root = root;
        this.perSecond = perSecond;
        this.seconds = seconds;
    }

    void run() throws IOException, SQLException, InterruptedException {
        String command = "./redpacket bench lag --rate " + perSecond + " --seconds " + seconds
                + (awaySeconds == 0 ? "" : " --kafka-away " + awaySeconds);
        Report report = new Report(awaySeconds == 0 ? "lag" : "lag-kafka-away", command, root);
        try (OpenLoad load = new OpenLoad(state)) {
            System.out.println("Sending " + perSecond * seconds / SHARES + " packets …");
            List<Calls.Call> warm = load.opens(load.send(100, SHARES), SHARES);
            load.calls().closed("warm-up", warm, OpenLoad.AT_ONCE);
            List<Calls.Call> opens = load.opens(load.send(perSecond * seconds / SHARES, SHARES), SHARES);
            Collections.shuffle(opens, new Random(1));
            long first = lastEntry("accounts_1");
            long second = lastEntry("accounts_2");
            Outage outage = new Outage();
            Thread breaking = Thread.ofVirtual().start(outage);
            report.add(load.calls().open("open, " + perSecond + " begun a second", opens, perSecond));
            breaking.join();
            while (load.api().ops("GET", "/ops/v1/funds", null).number("gapFen") != 0) {
                Thread.sleep(100);
            }
            List<Credit> credits = new ArrayList<>(credits("accounts_1", first));
            credits.addAll(credits("accounts_2", second));
            List<Long> lags = credits.stream().map(Credit::lagMillis).sorted().toList();
            report.note("credits measured", lags.size());
            report.note("open to wallet p50 ms", lags.get(lags.size() / 2));
            report.note("open to wallet p99 ms", lags.get((int) (lags.size() * 0.99)));
            report.note("open to wallet max ms", lags.getLast());
            if (awaySeconds > 0) {
                report.note("opens answered while Kafka was dead", outage.opensIn(credits));
                report.note(
                        "seconds from Kafka's start until every later open is in its wallet within 1 s",
                        outage.secondsUntilWell(credits));
            }
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

    private record Credit(long openedMillis, long lagMillis) {}

    /** Kills Kafka and starts it again. */
    private final class Outage implements Runnable {
        private volatile long fromMillis;
        private volatile long toMillis;

        @Override
        public void run() {
            if (awaySeconds == 0) {
                return;
            }
            ControlClient control = new ControlClient(state);
            try {
                Thread.sleep(seconds * 1_000L / 6);
                fromMillis = System.currentTimeMillis();
                control.send("kill/kafka");
                Thread.sleep(awaySeconds * 1_000L);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                control.send("start/kafka");
                toMillis = System.currentTimeMillis();
            }
        }

        long opensIn(List<Credit> credits) {
            return credits.stream()
                    .filter(credit -> credit.openedMillis() >= fromMillis && credit.openedMillis() < toMillis)
                    .count();
        }

        double secondsUntilWell(List<Credit> credits) {
            long lastLate = credits.stream()
                    .filter(credit -> credit.lagMillis() >= WELL_MILLIS)
                    .mapToLong(credit -> credit.openedMillis() + credit.lagMillis())
                    .max()
                    .orElse(toMillis);
            return Math.max(0, lastLate - toMillis) / 1_000.0;
        }
    }

    /** From an entry of a packet's log to the wallet's entry; both clocks are this machine's. */
    private List<Credit> credits(String shard, long after) throws SQLException {
        Databases databases = new Databases(state);
        List<Credit> found = new ArrayList<>();
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
                found.add(new Credit(at, Long.parseLong(cells[3]) - at));
            }
        }
        return found;
    }
}
