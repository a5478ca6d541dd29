package redpacket.account.reconcile;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import redpacket.account.shard.Shards;
import redpacket.common.database.DatabaseProblems;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;

/** The findings of reconciliation, for operators. */
@RestController
final class ReconcileEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileEndpoint.class);
    private static final int SHOWN_MAX = 100;

    private final Reconcile reconcile;
    private final Findings findings;
    private final Shards shards;
    private final PacketIdCodec codec;
    private final Clock clock;

    ReconcileEndpoint(Reconcile reconcile, Findings findings, Shards shards, PacketIdCodec codec, Clock clock) {
        this.reconcile = reconcile;
        this.findings = findings;
        this.shards = shards;
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
    Report runNow() {
        if (!reconcile.leads()) {
            throw DatabaseProblems.unavailable();
        }
        reconcile.everything();
        return report();
    }

    /** A wallet pays again once its balance is the sum of its entries. */
    @PostMapping("/internal/v1/wallets/{userId:[0-9]{1,19}}/unfreeze")
    Unfrozen unfreeze(@PathVariable("userId") String userId) {
        UserId user = UserId.parse(userId).orElseThrow(Problem::notFound);
        SqlSessions sessions = new SqlSessions(shards.of(user).group().primary(), ReconcileMapper.class);
        List<ReconcileMapper.WalletSum> sums = sessions.readSnapshot(
                session -> session.getMapper(ReconcileMapper.class).walletSum(user.value()));
        if (sums.isEmpty()) {
            throw Problem.notFound();
        }
        if (!sums.getFirst().addsUp()) {
            throw Problem.of(
                    409, "WALLET_DIFFERS", "The balance is not the sum of its entries; the wallet stays frozen.");
        }
        int changed = sessions.writeRetrying(
                session -> session.getMapper(ReconcileMapper.class).unfreeze(user.value()));
        LOG.atInfo()
                .addKeyValue("user", user.value())
                .addKeyValue("wasFrozen", changed > 0)
                .log("a wallet was unfrozen by an operator");
        return new Unfrozen(userId, false);
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

    record Unfrozen(String userId, boolean frozen) {}
}
