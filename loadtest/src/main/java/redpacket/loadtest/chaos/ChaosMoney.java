package redpacket.loadtest.chaos;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import redpacket.loadtest.proof.Databases;
import redpacket.loadtest.proof.Journal;
import redpacket.loadtest.proof.Journal.Ending;
import redpacket.loadtest.proof.Proof;
import redpacket.loadtest.proof.Verdict;
import redpacket.local.api.ControlClient;
import redpacket.local.api.PublicApi;
import redpacket.local.stack.StateDirectory;

/** Load while processes of every kind are killed; then the stack drains, and the invariants are checked. */
public final class ChaosMoney {
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(3);

    private final ControlClient control;
    private final PublicApi api;
    private final Databases databases;
    private final Plan plan;

    public ChaosMoney(StateDirectory state, long seed, int seconds) {
        this.control = new ControlClient(state);
        this.api = new PublicApi(state);
        this.databases = new Databases(state);
        this.plan = Plan.of(seed, seconds);
    }

    /** Whether every invariant holds. */
    public boolean run() throws InterruptedException, SQLException {
        System.out.println("Seed " + plan.seed() + ": ./redpacket chaos money --seed " + plan.seed() + " --seconds "
                + plan.seconds() + " runs the same plan");
        Journal journal = new Journal();
        // People whom no earlier run has met.
        long firstUser = 1_000_000_000_000L + ThreadLocalRandom.current().nextLong(1_000_000) * 1_000_000_000L;
        Crowd crowd = new Crowd(api, journal, plan.seed(), firstUser);
        List<Thread> people = crowd.start();
        long begun = System.nanoTime();
        List<Thread> faults = new ArrayList<>();
        for (Plan.Fault fault : plan.faults()) {
            sleepUntil(begun, fault.atMillis());
            faults.add(Thread.ofVirtual().start(() -> strike(fault, begun)));
        }
        sleepUntil(begun, plan.seconds() * 1_000L);
        crowd.stop();
        for (Thread thread : faults) {
            thread.join();
        }
        control.ask("status")
                .lines()
                .filter(line -> line.contains("\tDOWN\t"))
                .forEach(line -> control.send("start/" + line.substring(0, line.indexOf('\t'))));
        for (Thread thread : people) {
            thread.join();
        }
        System.out.println("Draining …");
        long drainBegun = System.nanoTime();
        boolean drained = await(this::isDrained);
        crowd.askAgain();
        drained &= await(this::isDrained);
        System.out.printf(Locale.ROOT, "Drained after %.1f s%n", (System.nanoTime() - drainBegun) / 1e9);
        return report(journal, drained);
    }

    private void strike(Plan.Fault fault, long begun) {
        System.out.printf(
                Locale.ROOT,
                "%6.1f s  kill -9 %s for %.1f s%n",
                (System.nanoTime() - begun) / 1e9,
                fault.victim(),
                fault.downMillis() / 1e3);
        control.send("kill/" + fault.victim());
        try {
            Thread.sleep(fault.downMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        control.send("start/" + fault.victim());
    }

    private static void sleepUntil(long begun, long millis) throws InterruptedException {
        long rest = millis - (System.nanoTime() - begun) / 1_000_000;
        if (rest > 0) {
            Thread.sleep(rest);
        }
    }

    private boolean isDrained() {
        return control.ask("status").lines().allMatch(line -> line.contains("\tREADY\t"))
                && api.ops("GET", "/ops/v1/funds", null).number("gapFen") == 0
                && api.ops("POST", "/ops/v1/reconciliation", null).number("open") == 0
                && outboxesAreEmpty();
    }

    private boolean outboxesAreEmpty() {
        try {
            for (String set : databases.sets()) {
                List<String> waiting = databases.onPrimary(
                        set,
                        connection -> Databases.rows(
                                connection,
                                "SELECT (SELECT COUNT(*) FROM packets.outbox) + (SELECT COUNT(*) FROM"
                                        + " packets.packets WHERE state = 'ORDERED') + (SELECT COUNT(*) FROM"
                                        + " packets.open_packets WHERE expires_at < UTC_TIMESTAMP(3))"));
                if (!waiting.equals(List.of("0"))) {
                    return false;
                }
            }
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static boolean await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + DRAINED_WITHIN.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (condition.getAsBoolean()) {
                    return true;
                }
            } catch (IllegalStateException e) {
                // Something is not up yet.
            }
            Thread.sleep(500);
        }
        return false;
    }

    private boolean report(Journal journal, boolean drained) throws SQLException {
        Proof proof = new Proof(databases, api, journal);
        List<Verdict> verdicts = proof.verdicts();
        long gap = api.ops("GET", "/ops/v1/funds", null).number("gapFen");
        System.out.printf(
                Locale.ROOT,
                "%nFaults %d, packets sent %d, calls answered %d, refused %d, without answer %d%n",
                plan.faults().size(),
                journal.packets().size(),
                journal.calls(Ending.OK),
                journal.calls(Ending.FAILED),
                journal.calls(Ending.UNKNOWN));
        System.out.printf(
                Locale.ROOT,
                "Opens answered %d; in all databases now: opens stored %d, transfers %d, gap %d fen, drained %s%n%n",
                journal.openedFen().size(),
                proof.opensStored(),
                proof.transfers(),
                gap,
                drained ? "yes" : "NO");
        verdicts.forEach(System.out::println);
        boolean well = drained && gap == 0 && verdicts.stream().allMatch(Verdict::holds);
        System.out.println(well ? "\nPASS" : "\nFAIL");
        return well;
    }
}
