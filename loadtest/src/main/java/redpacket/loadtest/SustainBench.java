package redpacket.loadtest;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import redpacket.local.stack.StateDirectory;

/**
 * The rate of the whole system: opens begun a second, in an open loop, that are all answered, and whose wallets have the
 * money within a second at p99. Then what phones wait for at half of it, and how a burst of twice as much drains.
 */
final class SustainBench {
    private static final int SHARES = 50;
    private static final int WARM_UP_PACKETS = 800;
    private static final int TRY_SECONDS = 10;
    private static final int HALF_SECONDS = 20;
    private static final int BURST_SECONDS = 10;
    private static final int FIRST_RATE = 200;
    private static final double STEP = 1.25;
    private static final double BACK = 0.85;
    private static final int TRIES_MAX = 14;
    private static final long WALLET_MILLIS_MAX = 1_000;
    private static final double OPEN_MILLIS_MAX = 1_000;
    private static final double BURST = 2;

    private final StateDirectory state;
    private final Path root;
    private final int seconds;

    SustainBench(StateDirectory state, Path root, int seconds) {
        this.state = state;
        this.root = root;
        this.seconds = seconds;
    }

    Report run() throws IOException, SQLException, InterruptedException {
        Report report = new Report("sustain", "./redpacket bench sustain --seconds " + seconds, root);
        try (OpenLoad load = new OpenLoad(state)) {
            new WarmUp(state, load)
                    .run(() -> load.calls()
                            .closed("warm-up", load.opens(load.send(WARM_UP_PACKETS, SHARES), SHARES), OpenLoad.AT_ONCE)
                            .perSecond());
            int rate = FIRST_RATE;
            int held = 0;
            for (int tries = 0; tries < TRIES_MAX && hold(load, report, rate, TRY_SECONDS); tries++) {
                held = rate;
                rate = (int) (rate * STEP);
            }
            rate = held == 0 ? FIRST_RATE : held;
            for (int tries = 0; tries < TRIES_MAX && !hold(load, report, rate, seconds); tries++) {
                rate = (int) (rate * BACK);
            }
            report.note("opens a second that the whole system sustains for " + seconds + " s", rate);
            half(load, report, rate / 2);
            burst(load, report, rate);
            report.note("told to come back", load.calls().refusals());
        }
        report.write();
        return report;
    }

    /** Whether all were answered at this rate, and paid within a second. */
    private boolean hold(OpenLoad load, Report report, int rate, int forSeconds)
            throws IOException, SQLException, InterruptedException {
        List<Calls.Call> opens = opens(load, rate * forSeconds);
        load.drain();
        long refused = refusals(load);
        WalletLag lag = new WalletLag(state);
        String what = "open, " + rate + " begun a second for " + forSeconds + " s";
        Measured measured = measure(load, report, what, opens, rate);
        double drained = load.drain();
        List<WalletLag.Credit> credits = lag.credits();
        long wallet = WalletLag.percentile(credits, 0.99);
        report.note(
                what,
                String.format(
                        Locale.ROOT,
                        "in the wallet p50 %d ms, p99 %d ms; %d told to come back; all paid %.1f s after the last answer",
                        WalletLag.percentile(credits, 0.5),
                        wallet,
                        refusals(load) - refused,
                        drained));
        return wallet <= WALLET_MILLIS_MAX && measured.p99Millis() <= OPEN_MILLIS_MAX;
    }

    private void half(OpenLoad load, Report report, int rate) throws IOException, InterruptedException {
        List<String> packets = load.send(20, 500);
        List<Calls.Call> opens = opens(load, rate * HALF_SECONDS);
        load.drain();
        var unused = measure(load, report, "open at half of that, " + rate + " a second", opens, rate);
        load.drain();
        List<Calls.Call> grabs = load.others(packets, "grab", "GRABBED", rate * HALF_SECONDS);
        unused = measure(load, report, "grab at half of that, " + rate + " a second", grabs, rate);
    }

    /** With what an answer's way is made of, where nothing is full: turns on a processor, and what the disk keeps. */
    private Measured measure(OpenLoad load, Report report, String what, List<Calls.Call> calls, int rate)
            throws IOException, InterruptedException {
        ProcessorTime before = ProcessorTime.now(state);
        DiskProbe disk = new DiskProbe(state.data());
        Measured measured;
        try (disk) {
            measured = load.calls().open(what, calls, rate);
        }
        ProcessorTime after = ProcessorTime.now(state);
        report.note("disk, 4 KiB appended and kept, meanwhile: " + what, disk.found());
        report.add(measured);
        report.cpu(what, after.since(before, calls.size()));
        report.waits(what, after.waitsSince(before));
        return measured;
    }

    /** More than it can pay for, then nothing. */
    private void burst(OpenLoad load, Report report, int rate) throws InterruptedException {
        List<Calls.Call> opens = opens(load, (int) (rate * BURST * BURST_SECONDS));
        load.drain();
        report.add(
                load.calls().open("burst of " + BURST + " times that, " + BURST_SECONDS + " s", opens, rate * BURST));
        report.note("seconds from the burst's last answer until all is paid", load.drain());
    }

    private static List<Calls.Call> opens(OpenLoad load, int count) throws InterruptedException {
        List<Calls.Call> opens = load.opens(load.send((count + SHARES - 1) / SHARES, SHARES), SHARES);
        Collections.shuffle(opens, new Random(count));
        return opens.subList(0, count);
    }

    private static long refusals(OpenLoad load) {
        return load.calls().refusals().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
