package redpacket.local.command;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import redpacket.local.api.Readings;

/** Figures of two readings for operators: sets, rates, backlogs, money. */
final class StatusFigures {
    private static final Map<Integer, String> SET_STATES = Map.of(0, "open", 1, "masked", 2, "down");

    private StatusFigures() {}

    static String of(Readings before, Readings now) {
        return sets(before, now) + "\n" + rates(before, now) + backlogs(now) + money(now);
    }

    private static String sets(Readings before, Readings now) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-10s %-7s %-8s %-9s %8s %9s %9s %8s %7s%n",
                "set",
                "state",
                "commits",
                "semi-sync",
                "members",
                "opens/s",
                "batch",
                "commit",
                "queue"));
        Map<String, Double> groups = new TreeMap<>(now.byLabel("redpacket_database_accepting", "group"));
        for (String group : groups.keySet()) {
            String isGroup = "group=\"" + group + "\"";
            String isSet = "set=\"" + group + "\"";
            double batches = now.rate(before, "redpacket_lane_batch_requests_count", isSet);
            double requests = now.rate(before, "redpacket_lane_batch_requests_sum", isSet);
            double seconds = now.rate(before, "redpacket_lane_commit_seconds_sum", isSet);
            Map<String, Double> known = now.byLabel("redpacket_set_state", "", isSet);
            text.append(String.format(
                    Locale.ROOT,
                    "%-10s %-7s %-8s %-9s %8s %9s %9s %8s %7.0f%n",
                    group,
                    known.isEmpty()
                            ? ""
                            : SET_STATES.getOrDefault(
                                    known.values().iterator().next().intValue(), "?"),
                    now.min("redpacket_database_accepting", isGroup) == 1 ? "yes" : "REFUSED",
                    now.min("redpacket_database_semi_sync", isGroup) == 1 ? "on" : "OFF",
                    shown(now.min("redpacket_database_members_reachable", isGroup), "%.0f"),
                    shown(requests, "%.1f"),
                    batches == 0 ? "-" : shown(requests / batches, "%.1f"),
                    batches == 0 ? "-" : shown(seconds / batches * 1000, "%.0f ms"),
                    now.sum("redpacket_lane_queue_requests", isSet)));
        }
        return text.toString();
    }

    private static String rates(Readings before, Readings now) {
        String requests = "redpacket_gateway_requests_seconds_count";
        return String.format(
                        Locale.ROOT,
                        "a second    sends %.1f   grabs %.1f   opens %.1f (opened %.1f)   shakes %.1f   all calls"
                                + " %.1f%n",
                        now.rate(before, requests, "call=\"send\""),
                        now.rate(before, requests, "call=\"grab\""),
                        now.rate(before, requests, "call=\"open\""),
                        now.rate(before, "redpacket_opens_total", "call=\"open\"", "outcome=\"Opened\""),
                        now.rate(before, requests, "call=\"shake\""),
                        now.rate(before, requests))
                + String.format(
                        Locale.ROOT,
                        "refused     shed %.1f   limited %.1f a second%n",
                        now.rate(before, "redpacket_gateway_shed_total"),
                        now.rate(before, "redpacket_gateway_limited_total"));
    }

    private static String backlogs(Readings now) {
        return String.format(
                Locale.ROOT,
                "on the way  outbox %.0f rows, the oldest %.1f s   credits behind %.0f records   ledger queue %.0f%n",
                now.max("redpacket_outbox_depth"),
                now.max("redpacket_outbox_oldest_millis") / 1000,
                now.max("redpacket_ledger_credits_behind_records"),
                now.sum("redpacket_ledger_queue_commands"));
    }

    private static String money(Readings now) {
        return String.format(
                Locale.ROOT,
                "money       gap %.2f yuan   open %.0f   repaired %.0f   unexplained %.0f   dead letters %.0f%n",
                now.max("redpacket_reconciliation_unmatched_fen") / 100,
                now.max("redpacket_reconciliation_open"),
                now.sum("redpacket_reconciliation_repaired"),
                now.max("redpacket_reconciliation_unexplained"),
                now.sum("redpacket_dead_letters_total"));
    }

    private static String shown(double value, String format) {
        return Double.isNaN(value) ? "?" : String.format(Locale.ROOT, format, value);
    }
}
