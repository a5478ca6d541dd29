package redpacket.account.correct;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redpacket.account.model.Ledger;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.common.audit.AuditAction;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;
import redpacket.common.problem.Problem;
import redpacket.common.trace.Trace;

/**
 * Corrects a wallet in two steps by two operators: one asks, another approves. The approval posts one transfer under an
 * id that is made of the correction's, so a repeat posts no second one.
 */
final class CorrectWallet {
    private static final int SHOWN_MAX = 100;

    private final Corrections corrections;
    private final Ledger ledger;
    private final Audit audit;
    private final Supplier<String> ids;
    private final Clock clock;

    /** The operators' audit log. */
    @FunctionalInterface
    interface Audit {
        void record(UserId operator, AuditAction action, String subject, String detail, String reason);
    }

    CorrectWallet(Corrections corrections, Ledger ledger, Audit audit, Supplier<String> ids, Clock clock) {
        this.corrections = corrections;
        this.ledger = ledger;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** The correction of this key. 422 where the key asked for another one. */
    Correction request(UserId operator, String key, UserId user, Fen intoWallet, String reason) {
        Correction wanted = new Correction(
                ids.get(),
                user.value(),
                intoWallet.value(),
                reason,
                Correction.State.PENDING,
                operator.value(),
                now(),
                key,
                null,
                null);
        audit.record(operator, AuditAction.CORRECTION_REQUESTED, wanted.correctionId(), detailOf(wanted), reason);
        Correction kept = corrections.keepFirst(wanted);
        if (!kept.isSameRequest(wanted)) {
            throw Problem.of(
                    422, "IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key belongs to another request of yours.");
        }
        return kept;
    }

    /** 403 for the operator who asked; 402 where the wallet would go below zero, and the correction stays pending. */
    Correction approve(UserId operator, String correctionId, @Nullable String reason) {
        Correction correction = corrections.find(correctionId).orElseThrow(Problem::notFound);
        if (correction.requestedBy() == operator.value()) {
            throw Problem.of(403, "SAME_OPERATOR", "Another operator than the one who asked approves a correction.");
        }
        if (correction.state() == Correction.State.APPLIED) {
            return correction;
        }
        audit.record(
                operator,
                AuditAction.CORRECTION_APPROVED,
                correctionId,
                detailOf(correction),
                reason == null ? correction.reason() : reason);
        LedgerOutcome outcome = ledger.post(new LedgerCommand.Correction(
                UserId.of(correction.userId()), Fen.of(correction.amountFen()), correctionId, Trace.currentId()));
        if (outcome instanceof LedgerOutcome.InsufficientBalance) {
            throw Problem.of(402, "INSUFFICIENT_BALANCE", "The wallet holds less than that.");
        }
        if (!(outcome instanceof LedgerOutcome.Done || outcome instanceof LedgerOutcome.Replayed)) {
            throw new IllegalStateException("the ledger answered a correction with " + outcome);
        }
        corrections.applied(correctionId, operator.value(), now());
        return corrections.find(correctionId).orElseThrow();
    }

    List<Correction> newest() {
        return corrections.newest(SHOWN_MAX);
    }

    private static String detailOf(Correction correction) {
        return correction.amountFen() + " fen for user " + correction.userId();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
