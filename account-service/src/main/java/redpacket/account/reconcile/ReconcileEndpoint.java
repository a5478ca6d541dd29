package redpacket.account.reconcile;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.audit.AuditAction;
import redpacket.common.audit.AuditLog;
import redpacket.common.audit.Reason;
import redpacket.common.database.DatabaseProblems;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;

/** The findings of reconciliation, for operators. */
@RestController
final class ReconcileEndpoint {
    private static final int SHOWN_MAX = 100;

    private final Reconcile reconcile;
    private final Findings findings;
    private final AuditLog audit;
    private final PacketIdCodec codec;
    private final Clock clock;

    ReconcileEndpoint(Reconcile reconcile, Findings findings, AuditLog audit, PacketIdCodec codec, Clock clock) {
        this.reconcile = reconcile;
        this.findings = findings;
        this.audit = audit;
        this.codec = codec;
        this.clock = clock;
    }

    /** 503 where another process reconciles. */
    @GetMapping("/internal/v1/reconciliation")
    Report report() {
        if (!reconcile.leads()) {
            throw DatabaseProblems.unavailable();
        }
        Instant now = clock.instant();
        List<Reconcile.Run> runs = reconcile.runs();
        Reconcile.Run last = runs.isEmpty() ? null : runs.getFirst();
        return new Report(
                last == null ? null : last.at(),
                last == null ? 0 : last.setsChecked(),
                runs.stream().mapToLong(Reconcile.Run::transfersCompared).sum(),
                findings.unmatchedFen(now),
                findings.repaired(),
                findings.open(),
                findings.unexplained(now),
                findings.overflowed(),
                findings.all().stream()
                        .sorted(Comparator.comparing(Findings.Finding::since))
                        .limit(SHOWN_MAX)
                        .map(this::shown)
                        .toList(),
                runs);
    }

    @PostMapping("/internal/v1/reconciliation")
    Report runNow(UserId operator, @RequestBody(required = false) @Nullable Reason request) {
        String reason = Reason.of(request);
        if (!reconcile.leads()) {
            throw DatabaseProblems.unavailable();
        }
        audit.record(operator, AuditAction.RECONCILIATION_RUN, "ledger", null, reason);
        reconcile.everything();
        return report();
    }

    private Shown shown(Findings.Finding finding) {
        Discrepancy what = finding.what();
        String[] parts = what.subject().split("/", -1);
        boolean ofPacket = parts[0].equals("packet");
        return new Shown(
                what.kind(),
                ofPacket
                        ? codec.encode(new PacketId(new SetId(Integer.parseInt(parts[1])), Long.parseLong(parts[2])))
                        : null,
                ofPacket ? null : what.subject(),
                what.user() == 0 ? null : Long.toString(what.user()),
                what.fen(),
                what.detail(),
                finding.since(),
                finding.resends(),
                what.kind().advice());
    }

    record Shown(
            FindingKind kind,
            @Nullable String packetId,
            @Nullable String subject,
            @Nullable String userId,
            long fen,
            String detail,
            Instant since,
            int resends,
            String advice) {}

    record Report(
            @Nullable Instant at,
            int setsChecked,
            long transfersCompared,
            long unmatchedFen,
            long repaired,
            int open,
            long unexplained,
            long notShown,
            List<Shown> findings,
            List<Reconcile.Run> runs) {}
}
