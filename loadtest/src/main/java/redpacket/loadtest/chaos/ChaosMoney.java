package redpacket.loadtest.chaos;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import redpacket.loadtest.load.Wait;
import redpacket.loadtest.proof.Journal;
import redpacket.loadtest.proof.Journal.Ending;
import redpacket.loadtest.proof.Proof;
import redpacket.loadtest.report.Verdict;
import redpacket.loadtest.stack.Databases;
import redpacket.loadtest.stack.Restoration;
import redpacket.local.api.ControlClient;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;
import redpacket.local.stack.StateDirectory;

/** Kills processes of every kind under load, waits until the stack has drained, and checks the invariants. */
public final class ChaosMoney {
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(3);

    private final ControlClient control;
    private final PublicApi api;
    private final Databases databases;
    private final FaultPlan plan;

    public ChaosMoney(StateDirectory state, long seed, int seconds) {
        this.control = new ControlClient(state);
        this.api = new PublicApi(state);
        this.databases = new Databases(state);
        this.plan = FaultPlan.of(seed, seconds);
    }

    /** Whether every invariant holds. */
    public boolean run() throws InterruptedException, SQLException {
        System.out.println("Seed " + plan.seed() + ": ./redpacket chaos money --seed " + plan.seed() + " --seconds "
                + plan.seconds() + " runs the same plan");
        Journal journal = new Journal();
        long firstUser = 1_000_000_000_000L + ThreadLocalRandom.current().nextLong(1_000_000) * 1_000_000_000L;
        UserLoad load = new UserLoad(api, journal, plan.seed(), firstUser);
        List<Thread> users = load.start();
        try (Restoration restoration = new Restoration()) {
            plan.victims().forEach(victim -> restoration.add(victim + " runs", () -> control.send("start/" + victim)));
            runFaults();
            load.stop();
        }
        for (Thread user : users) {
            user.join();
        }
        System.out.println("Draining …");
        long begun = System.nanoTime();
        boolean drained = Wait.until(DRAINED_WITHIN, this::isDrained);
        load.askAgain();
        drained &= Wait.until(DRAINED_WITHIN, this::isDrained);
        System.out.printf(Locale.ROOT, "Drained after %.1f s%n", (System.nanoTime() - begun) / 1e9);
        return report(journal, drained);
    }

    private void runFaults() throws InterruptedException {
        long begun = System.nanoTime();
        List<Thread> faults = new ArrayList<>();
        for (FaultPlan.Fault fault : plan.faults()) {
            sleepUntil(begun, fault.atMillis());
            faults.add(Thread.ofVirtual().start(() -> strike(fault, begun)));
        }
        sleepUntil(begun, plan.seconds() * 1_000L);
        for (Thread fault : faults) {
            fault.join();
        }
    }

    private void strike(FaultPlan.Fault fault, long begun) {
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
                && funds().number("gapFen") == 0
                && api.ops("POST", "/ops/v1/reconciliation", null).number("open") == 0
                && databases.sets().stream().allMatch(this::isDrained);
    }

    private boolean isDrained(String set) {
        try {
            return databases
                    .rows(
                            set,
                            "SELECT (SELECT COUNT(*) FROM packets.outbox) + (SELECT COUNT(*) FROM packets.packets WHERE"
                                    + " state = 'ORDERED') + (SELECT COUNT(*) FROM packets.open_packets WHERE"
                                    + " expires_at < UTC_TIMESTAMP(3))")
                    .equals(List.of("0"));
        } catch (SQLException e) {
            return false;
        }
    }

    private Answer funds() {
        return api.ops("GET", "/ops/v1/funds", null);
    }

    private boolean report(Journal journal, boolean drained) throws SQLException {
        Proof proof = new Proof(databases, this::funds, journal);
        List<Verdict> verdicts = new ArrayList<>(proof.verdicts());
        verdicts.add(drained(drained));
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
                "Opens answered %d; in all databases: opens %d, transfers %d%n%n",
                journal.openedFen().size(),
                proof.opensStored(),
                proof.transfers());
        verdicts.add(tested(journal));
        verdicts.forEach(System.out::println);
        boolean holds = verdicts.stream().allMatch(Verdict::holds);
        System.out.println(holds ? "\nPASS" : "\nFAIL");
        return holds;
    }

    static Verdict drained(boolean drained) {
        return Verdict.of(
                "chaos",
                "all processes are ready, outboxes empty and differences resolved in time",
                drained,
                "not within " + DRAINED_WITHIN.toMinutes() + " min");
    }

    /** A run in which nobody opened a packet proves nothing. */
    static Verdict tested(Journal journal) {
        return Verdict.of(
                "chaos",
                "packets were sent and opened during the faults",
                !journal.packets().isEmpty() && !journal.openedFen().isEmpty(),
                journal.packets().size() + " packets, " + journal.openedFen().size() + " opens");
    }
}
