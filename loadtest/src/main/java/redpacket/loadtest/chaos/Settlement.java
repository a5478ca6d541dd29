package redpacket.loadtest.chaos;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import redpacket.loadtest.load.Wait;
import redpacket.loadtest.proof.Journal;
import redpacket.loadtest.proof.Journal.Ending;
import redpacket.loadtest.proof.Proof;
import redpacket.loadtest.report.Verdict;
import redpacket.loadtest.stack.Databases;
import redpacket.local.api.ControlClient;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;
import redpacket.local.stack.StateDirectory;

/** Waits until a stack has drained after its load, and checks the invariants. */
final class Settlement {
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(3);

    private final ControlClient control;
    private final PublicApi api;
    private final Databases databases;
    private final Journal journal;

    Settlement(StateDirectory state, PublicApi api, Journal journal) {
        this.control = new ControlClient(state);
        this.api = api;
        this.databases = new Databases(state);
        this.journal = journal;
    }

    /** @param load repeats every open that has no answer */
    List<Verdict> verdicts(UserLoad load) throws InterruptedException, SQLException {
        System.out.println("Draining …");
        long begun = System.nanoTime();
        Proof proof = new Proof(databases, this::funds, journal);
        boolean drained = Wait.until(DRAINED_WITHIN, this::isDrained);
        load.askAgain();
        drained &= Wait.until(DRAINED_WITHIN, () -> isDrained() && proof.membersAgree());
        System.out.printf(Locale.ROOT, "Drained after %.1f s%n", (System.nanoTime() - begun) / 1e9);
        List<Verdict> verdicts = new ArrayList<>(proof.verdicts());
        verdicts.add(drained(drained));
        verdicts.add(tested(journal));
        System.out.printf(
                Locale.ROOT,
                "%nPackets sent %d, calls answered %d, refused %d, without answer %d%n",
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
        return verdicts;
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

    static Verdict drained(boolean drained) {
        return Verdict.of(
                "chaos",
                "all processes are ready, outboxes empty, differences resolved and members alike in time",
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
