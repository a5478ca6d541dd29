package redpacket.account.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open findings, bounded. A subject is looked at as a whole: a finding that is absent from its next look is
 * resolved. Thread-safe.
 */
final class Findings {
    private static final Logger LOG = LoggerFactory.getLogger(Findings.class);
    private static final Duration RESEND_WAIT_FIRST = Duration.ofSeconds(10);

    private final int findingsMax;
    private final Duration grace;
    private final Duration resendWaitMax;
    private final Map<String, Map<String, Finding>> bySubject = new LinkedHashMap<>();
    private int count;
    private long repaired;
    private long vanished;
    private long overflowed;

    Findings(int findingsMax, Duration grace, Duration resendWaitMax) {
        this.findingsMax = findingsMax;
        this.grace = grace;
        this.resendWaitMax = resendWaitMax;
    }

    /** One of them. */
    static final class Finding {
        private final Discrepancy what;
        private final Instant since;
        private boolean alarmed;
        private int resends;
        private Instant resendAt;

        private Finding(Discrepancy what, Instant since) {
            this.what = what;
            this.since = since;
            this.resendAt = since;
        }

        Discrepancy what() {
            return what;
        }

        Instant since() {
            return since;
        }

        int resends() {
            return resends;
        }
    }

    /** All discrepancies of a subject as they are now. */
    synchronized void look(String subject, Collection<Discrepancy> now, Instant at) {
        Map<String, Finding> before = bySubject.getOrDefault(subject, Map.of());
        if (before.isEmpty() && now.isEmpty()) {
            return;
        }
        Map<String, Finding> after = new HashMap<>();
        for (Discrepancy discrepancy : now) {
            Finding known = before.get(discrepancy.id());
            if (known != null) {
                after.put(discrepancy.id(), known);
            } else if (count + after.size() - before.size() < findingsMax) {
                after.put(discrepancy.id(), new Finding(discrepancy, at));
            } else {
                overflowed++;
            }
        }
        before.forEach((id, finding) -> {
            if (!after.containsKey(id)) {
                settle(finding);
            }
        });
        count += after.size() - before.size();
        if (after.isEmpty()) {
            bySubject.remove(subject);
        } else {
            bySubject.put(subject, after);
        }
        after.values().forEach(finding -> alarmIfDue(finding, at));
    }

    synchronized void clear() {
        bySubject.clear();
        count = 0;
    }

    synchronized boolean has(FindingKind kind, String subject) {
        return bySubject.getOrDefault(subject, Map.of()).values().stream()
                .anyMatch(finding -> finding.what.kind() == kind);
    }

    private void settle(Finding finding) {
        if (finding.resends > 0) {
            repaired++;
        } else if (finding.alarmed) {
            vanished++;
        }
        if (finding.alarmed) {
            LOG.atInfo()
                    .addKeyValue("finding", finding.what.kind())
                    .addKeyValue("subject", finding.what.subject())
                    .log("reconciliation: resolved");
        }
    }

    private void alarmIfDue(Finding finding, Instant at) {
        if (finding.alarmed || !isDue(finding, at)) {
            return;
        }
        finding.alarmed = true;
        LOG.atError()
                .addKeyValue("finding", finding.what.kind())
                .addKeyValue("subject", finding.what.subject())
                .addKeyValue("detail", finding.what.detail())
                .log("reconciliation: {}", finding.what.kind().advice());
    }

    private boolean isDue(Finding finding, Instant at) {
        return !finding.since.plus(grace).isAfter(at);
    }

    /** Entries of a set whose event may be sent again now, no more than so many; they are taken as sent. */
    synchronized List<Finding> takeResends(String subjectPrefix, int max, Instant at) {
        List<Finding> due = new ArrayList<>();
        for (Map.Entry<String, Map<String, Finding>> subject : bySubject.entrySet()) {
            if (!subject.getKey().startsWith(subjectPrefix)) {
                continue;
            }
            for (Finding finding : subject.getValue().values()) {
                if (finding.what.kind() == FindingKind.CREDIT_MISSING
                        && due.size() < max
                        && !finding.resendAt.isAfter(at)) {
                    due.add(finding);
                }
            }
        }
        for (Finding finding : due) {
            Duration wait = RESEND_WAIT_FIRST.multipliedBy(1L << Math.min(finding.resends, 16));
            finding.resendAt = at.plus(wait.compareTo(resendWaitMax) < 0 ? wait : resendWaitMax);
            finding.resends++;
        }
        return due;
    }

    synchronized List<String> subjects(String prefix) {
        return bySubject.keySet().stream()
                .filter(subject -> subject.startsWith(prefix))
                .toList();
    }

    synchronized List<Finding> all() {
        return bySubject.values().stream()
                .flatMap(findings -> findings.values().stream())
                .toList();
    }

    /** Fen of the findings whose grace is over. */
    synchronized long unmatchedFen(Instant at) {
        long fen = 0;
        for (Finding finding : all()) {
            fen = Math.addExact(fen, isDue(finding, at) ? finding.what.fen() : 0);
        }
        return fen;
    }

    synchronized long unexplained(Instant at) {
        return all().stream()
                .filter(finding -> !finding.what.kind().passesByItself() && isDue(finding, at))
                .count();
    }

    synchronized int open() {
        return count;
    }

    synchronized long repaired() {
        return repaired;
    }

    /** Found and not counted among the findings, for there were too many. */
    synchronized long overflowed() {
        return overflowed;
    }

    synchronized long vanished() {
        return vanished;
    }
}
