package redpacket.loadtest.bench.rate;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import redpacket.loadtest.load.Calls.Call;
import redpacket.loadtest.load.OpenLoad;
import redpacket.loadtest.load.WalletLag;
import redpacket.loadtest.load.WarmUp;
import redpacket.loadtest.report.Measured;
import redpacket.loadtest.report.Report;
import redpacket.loadtest.report.Verdict;
import redpacket.loadtest.stack.ProcessorTime;
import redpacket.local.stack.StateDirectory;

/**
 * Measures the highest rate of opens that the whole system sustains, in an open loop. At a sustained rate every open is
 * answered, and the p99 of opens and of credits is within a second. Then the bench measures half of that rate, and a
 * burst of twice as much.
 */
public final class SustainBench {
    private static final int SHARES = 50;
    private static final int WARM_UP_PACKETS = 800;
    private static final int TRY_SECONDS = 10;
    private static final int HALF_SECONDS = 20;
    private static final int BURST_SECONDS = 10;
    private static final double MILLIS_MAX = 1_000;
    private static final int BURST = 2;

    private final StateDirectory state;
    private final Path root;
    private final int seconds;

    public SustainBench(StateDirectory state, Path root, int seconds) {
        this.state = state;
        this.root = root;
        this.seconds = seconds;
    }

    public Report run() throws Exception {
        Report report = new Report("sustain", "./redpacket bench sustain --seconds " + seconds, root);
        try (OpenLoad load = new OpenLoad(state)) {
            new WarmUp(state, load)
                    .run(() -> load.calls()
                            .closed("warm-up", load.opens(load.send(WARM_UP_PACKETS, SHARES), SHARES), OpenLoad.AT_ONCE)
                            .perSecond());
            OptionalInt rate =
                    RateSearch.highest((perSecond, time) -> holds(load, report, perSecond, time), TRY_SECONDS, seconds);
            report.verdict(verdict(rate, seconds));
            if (rate.isPresent()) {
                report.note("opens a second that the whole system sustains for " + seconds + " s", rate.getAsInt());
                half(load, report, rate.getAsInt() / 2);
                burst(load, report, rate.getAsInt());
            }
            report.note("refused and repeated", load.calls().refusals());
        }
        report.write();
        return report;
    }

    static Verdict verdict(OptionalInt rate, int seconds) {
        return Verdict.of("sustain", "a rate of opens is sustained for " + seconds + " s", rate.isPresent(), "none");
    }

    /** Whether opens and credits were in time. */
    static boolean isInTime(double openMillisP99, long walletMillisP99) {
        return walletMillisP99 <= MILLIS_MAX && openMillisP99 <= MILLIS_MAX;
    }

    private boolean holds(OpenLoad load, Report report, int rate, int forSeconds)
            throws SQLException, InterruptedException {
        List<Call> opens = load.shuffledOpens(rate * forSeconds, SHARES);
        load.drain();
        long refused = refusals(load);
        WalletLag lag = new WalletLag(state);
        String what = "open, " + rate + " a second for " + forSeconds + " s";
        Measured measured = measure(load, report, what, opens, rate);
        double drained = load.drain();
        List<WalletLag.Credit> credits = lag.credits();
        long wallet = WalletLag.percentile(credits, 0.99);
        report.note(
                what,
                String.format(
                        Locale.ROOT,
                        "wallet p50 %d ms, p99 %d ms; refused and repeated %d; all paid %.1f s after the last answer",
                        WalletLag.percentile(credits, 0.5),
                        wallet,
                        refusals(load) - refused,
                        drained));
        return isInTime(measured.p99Millis(), wallet);
    }

    private void half(OpenLoad load, Report report, int rate) throws InterruptedException {
        List<String> packets = load.send(20, 500);
        List<Call> opens = load.shuffledOpens(rate * HALF_SECONDS, SHARES);
        load.drain();
        var unused = measure(load, report, "open at half of that, " + rate + " a second", opens, rate);
        load.drain();
        List<Call> grabs = load.others(packets, "grab", "GRABBED", rate * HALF_SECONDS);
        unused = measure(load, report, "grab at half of that, " + rate + " a second", grabs, rate);
    }

    /** Also reports the CPU time of each component, and how long its threads waited for a CPU. */
    private Measured measure(OpenLoad load, Report report, String what, List<Call> calls, int rate)
            throws InterruptedException {
        ProcessorTime before = ProcessorTime.now(state);
        Measured measured = load.calls().open(what, calls, rate);
        ProcessorTime after = ProcessorTime.now(state);
        report.add(measured);
        report.cpu(what, after.since(before, calls.size()));
        report.waits(what, after.waitsSince(before));
        return measured;
    }

    private static void burst(OpenLoad load, Report report, int rate) throws InterruptedException {
        List<Call> opens = load.shuffledOpens(rate * BURST * BURST_SECONDS, SHARES);
        load.drain();
        report.add(
                load.calls().open("burst of " + BURST + " times that, " + BURST_SECONDS + " s", opens, rate * BURST));
        report.note("seconds from the burst's last answer until all is paid", load.drain());
    }

    private static long refusals(OpenLoad load) {
        return load.calls().refusals().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
