package redpacket.local.supervise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoublePredicate;
import redpacket.local.api.Readings;
import redpacket.local.supervise.Problems.Problem;

/** The conditions of the alerts, as far as one machine needs them, in the metrics of all services. */
final class MetricProblems {
    private static final double OUTBOX_OLD_MILLIS = 10_000;
    private static final double CLOCK_OFF_MILLIS = 1_000;
    private static final String RUNBOOK = "see docs/operations.md, ";

    private final Readings before;
    private final Readings now;
    private final List<Problem> problems = new ArrayList<>();

    private MetricProblems(Readings before, Readings now) {
        this.before = before;
        this.now = now;
    }

    static List<Problem> of(Readings before, Readings now) {
        return new MetricProblems(before, now).find();
    }

    private List<Problem> find() {
        each("redpacket_database_accepting", "group", value -> value < 1, "%s refuses writes", RUNBOOK + "CommitsHang");
        each(
                "redpacket_database_semi_sync",
                "group",
                value -> value < 1,
                "%s: semi-sync is off",
                RUNBOOK + "SemiSyncOff");
        each(
                "redpacket_set_state",
                "set",
                value -> value > 0,
                "%s takes no new packets",
                "GET /ops/v1/sets says why; " + RUNBOOK + "SetNotOpen");
        each("redpacket_breaker_open", "of", value -> value > 0, "calls to %s fail", RUNBOOK + "BreakerOpen");
        each(
                "redpacket_outbox_oldest_millis",
                "outbox",
                value -> value > OUTBOX_OLD_MILLIS,
                "events of %s wait for Kafka",
                RUNBOOK + "OutboxOld");
        each(
                "redpacket_outbox_blocked",
                "outbox",
                value -> value > 0,
                "events of %s are blocked",
                RUNBOOK + "OutboxBlocked");
        each(
                "redpacket_lane_clock_off_millis",
                "set",
                value -> Math.abs(value) > CLOCK_OFF_MILLIS,
                "the clock of the owner of %s differs from that of the database",
                "correct the clock and start the owner again");
        Map<String, Double> leaders = now.byLabel("redpacket_ledger_leading", "shard");
        leaders.forEach((shard, count) -> {
            if (count != 1) {
                add("shard " + shard, "shard " + shard + " of the ledger has no leader", RUNBOOK + "LedgerNoLeader");
            }
        });
        deadLetters();
        credits();
        money();
        return problems;
    }

    /** One problem for each value of a label for which any process sees a wrong value. */
    private void each(String metric, String label, DoublePredicate wrong, String what, String todo) {
        now.byLabel(metric, label).keySet().forEach(of -> {
            String isOf = label + "=\"" + of + "\"";
            boolean any = now.byLabel(metric, "", isOf).values().stream().anyMatch(wrong::test);
            if (any) {
                add(metric + of, String.format(Locale.ROOT, what, of), todo);
            }
        });
    }

    private void deadLetters() {
        double count = now.sum("redpacket_dead_letters_total");
        if (count > 0) {
            add(
                    "dead letters",
                    String.format(Locale.ROOT, "%.0f records were set aside as dead letters", count),
                    "./redpacket dead-letters shows them; " + RUNBOOK + "DeadLetters");
        }
    }

    /** Records wait, and between two readings no credit took effect. */
    private void credits() {
        String metric = "redpacket_ledger_credits_total";
        if (now.max("redpacket_ledger_credits_behind_records") > 0
                && before.max("redpacket_ledger_credits_behind_records") > 0
                && now.sum(metric) == before.sum(metric)) {
            add("credits", "records wait for the ledger and no credit takes effect", RUNBOOK + "CreditsBehind");
        }
    }

    private void money() {
        if (now.max("redpacket_reconciliation_unexplained") > 0) {
            add("unexplained", "reconciliation has findings that it cannot repair", RUNBOOK + "MoneyUnexplained");
        }
        double gap = now.max("redpacket_funds_gap_fen");
        if (gap > 0 && gap == before.max("redpacket_funds_gap_fen")) {
            add(
                    "gap",
                    String.format(Locale.ROOT, "the ledger and the logs differ by %.0f fen", gap),
                    RUNBOOK + "MoneyGap");
        }
    }

    private void add(String subject, String what, String todo) {
        problems.add(new Problem(subject, what, todo));
    }
}
