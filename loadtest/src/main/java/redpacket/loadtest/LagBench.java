package redpacket.loadtest;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import redpacket.local.api.ControlClient;
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

    Report run() throws IOException, SQLException, InterruptedException {
        String command = "./redpacket bench lag --rate " + perSecond + " --seconds " + seconds
                + (awaySeconds == 0 ? "" : " --kafka-away " + awaySeconds);
        Report report = new Report(awaySeconds == 0 ? "lag" : "lag-kafka-away", command, root);
        try (OpenLoad load = new OpenLoad(state)) {
            System.out.println("Sending " + perSecond * seconds / SHARES + " packets …");
            List<Calls.Call> warm = load.opens(load.send(100, SHARES), SHARES);
            load.calls().closed("warm-up", warm, OpenLoad.AT_ONCE);
            List<Calls.Call> opens = load.opens(load.send(perSecond * seconds / SHARES, SHARES), SHARES);
            Collections.shuffle(opens, new Random(1));
            WalletLag lag = new WalletLag(state);
            Outage outage = new Outage();
            Thread breaking = Thread.ofVirtual().start(outage);
            report.add(load.calls().open("open, " + perSecond + " begun a second", opens, perSecond));
            breaking.join();
            while (load.api().ops("GET", "/ops/v1/funds", null).number("gapFen") != 0) {
                Thread.sleep(100);
            }
            List<WalletLag.Credit> credits = lag.credits();
            report.note("credits measured", credits.size());
            report.note("open to wallet p50 ms", WalletLag.percentile(credits, 0.5));
            report.note("open to wallet p99 ms", WalletLag.percentile(credits, 0.99));
            report.note("open to wallet max ms", WalletLag.percentile(credits, 1));
            if (awaySeconds > 0) {
                report.note("opens answered while Kafka was dead", outage.opensIn(credits));
                report.note(
                        "seconds from Kafka's start until every later open is in its wallet within 1 s",
                        outage.secondsUntilWell(credits));
            }
            report.note("told to come back", load.calls().refusals());
        }
        report.write();
        return report;
    }

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

        long opensIn(List<WalletLag.Credit> credits) {
            return credits.stream()
                    .filter(credit -> credit.openedMillis() >= fromMillis && credit.openedMillis() < toMillis)
                    .count();
        }

        double secondsUntilWell(List<WalletLag.Credit> credits) {
            long lastLate = credits.stream()
                    .filter(credit -> credit.lagMillis() >= WELL_MILLIS)
                    .mapToLong(credit -> credit.openedMillis() + credit.lagMillis())
                    .max()
                    .orElse(toMillis);
            return Math.max(0, lastLate - toMillis) / 1_000.0;
        }
    }
}
