package redpacket.loadtest.bench.rate;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import redpacket.loadtest.load.Calls.Call;
import redpacket.loadtest.load.OpenLoad;
import redpacket.loadtest.load.WalletLag;
import redpacket.loadtest.report.Report;
import redpacket.loadtest.report.Verdict;
import redpacket.loadtest.stack.Restoration;
import redpacket.local.api.ControlClient;
import redpacket.local.stack.StateDirectory;

/** Measures, at a rate that is held in an open loop, how long an open takes and how long until it is in the wallet. */
public final class LagBench {
    private static final int SHARES = 10;
    private static final int WARM_UP_PACKETS = 100;
    private static final long RECOVERED_MILLIS = 1_000;

    private final StateDirectory state;
    private final Path root;
    private final int perSecond;
    private final int seconds;
    private final int awaySeconds;

    /** @param awaySeconds time without Kafka, after a sixth of the run; 0 for none */
    public LagBench(StateDirectory state, Path root, int perSecond, int seconds, int awaySeconds) {
        this.state = state;
        this.root = root;
        this.perSecond = perSecond;
        this.seconds = seconds;
        this.awaySeconds = awaySeconds;
    }

    public Report run() throws IOException, SQLException, InterruptedException {
        String command = "./redpacket bench lag --rate " + perSecond + " --seconds " + seconds
                + (awaySeconds == 0 ? "" : " --kafka-away " + awaySeconds);
        Report report = new Report(awaySeconds == 0 ? "lag" : "lag-kafka-away", command, root);
        try (OpenLoad load = new OpenLoad(state)) {
            load.calls().closed("warm-up", load.opens(load.send(WARM_UP_PACKETS, SHARES), SHARES), OpenLoad.AT_ONCE);
            List<Call> opens = load.shuffledOpens(perSecond * seconds, SHARES);
            load.drain();
            WalletLag lag = new WalletLag(state);
            Outage outage = new Outage();
            Thread breaking = Thread.ofVirtual().start(outage);
            report.add(load.calls().open("open, " + perSecond + " a second", opens, perSecond));
            breaking.join();
            load.drain();
            List<WalletLag.Credit> credits = lag.credits();
            report.note("open to wallet p50 ms", WalletLag.percentile(credits, 0.5));
            report.note("open to wallet p99 ms", WalletLag.percentile(credits, 0.99));
            report.note("open to wallet max ms", WalletLag.percentile(credits, 1));
            report.verdict(verdict(opens.size(), credits.size()));
            if (awaySeconds > 0) {
                report.note("opens answered without Kafka", outage.opensIn(credits));
                report.note(
                        "seconds from Kafka's start until every open is in its wallet within 1 s",
                        secondsUntilRecovered(credits, outage.toMillis));
            }
            report.note("refused and repeated", load.calls().refusals());
        }
        report.write();
        return report;
    }

    static Verdict verdict(int opens, int credits) {
        return Verdict.of("lag", "every open is in its wallet", credits == opens, credits + " credits of " + opens);
    }

    /** @param startMillis when Kafka was started again */
    static double secondsUntilRecovered(List<WalletLag.Credit> credits, long startMillis) {
        long lastLate = credits.stream()
                .filter(credit -> credit.lagMillis() >= RECOVERED_MILLIS)
                .mapToLong(credit -> credit.openedMillis() + credit.lagMillis())
                .max()
                .orElse(startMillis);
        return Math.max(0, lastLate - startMillis) / 1_000.0;
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
            try (Restoration restoration = new Restoration()) {
                restoration.add("kafka runs", () -> control.send("start/kafka"));
                Thread.sleep(seconds * 1_000L / 6);
                fromMillis = System.currentTimeMillis();
                control.send("kill/kafka");
                Thread.sleep(awaySeconds * 1_000L);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            toMillis = System.currentTimeMillis();
        }

        long opensIn(List<WalletLag.Credit> credits) {
            return credits.stream()
                    .filter(credit -> credit.openedMillis() >= fromMillis && credit.openedMillis() < toMillis)
                    .count();
        }
    }
}
