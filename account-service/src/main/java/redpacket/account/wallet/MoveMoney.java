package redpacket.account.wallet;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import redpacket.account.model.Ledger;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;
import redpacket.common.problem.Problem;
import redpacket.common.trace.Trace;
import redpacket.common.web.IdempotencyKey;

/** Money from outside into a wallet, and back. */
@Component
final class MoveMoney {
    private final Ledger ledger;
    private final PaymentProvider provider;

    MoveMoney(Ledger ledger, ObjectProvider<PaymentProvider> provider) {
        this.ledger = ledger;
        this.provider = PaymentProvider.required(provider);
    }

    /**
     * Collects first, so a wallet never holds unpaid money. A repeat collects nothing more. Where the outcome
     * is unknown the money stays collected, and the repeat with the same key brings it into the wallet.
     */
    Moved topUp(UserId user, Fen amount, IdempotencyKey key) {
        LedgerCommand.TopUp command =
                new LedgerCommand.TopUp(user, amount, key.value(), "top-up:" + amount.value(), Trace.currentId());
        String reference = referenceOf(command, amount);
        // Only a process that can post the top-up collects its money.
        ledger.requireLeading(user);
        provider.collect(user, amount, reference);
        LedgerOutcome outcome = ledger.post(command);
        if (outcome instanceof LedgerOutcome.KeyReused) {
            // The key stands for another request for good, so nothing was ever credited under this reference.
            provider.giveBack(user, amount, reference);
        }
        return moved(outcome);
    }

    /** The payout is promised in the transaction of the withdrawal; {@link CarryPayouts} makes it. */
    Moved withdraw(UserId user, Fen amount, IdempotencyKey key) {
        return moved(ledger.post(new LedgerCommand.Withdrawal(
                user, amount, key.value(), "withdrawal:" + amount.value(), Trace.currentId())));
    }

    /** With the amount: the same key with another body is another reference. */
    private static String referenceOf(LedgerCommand command, Fen amount) {
        return command.transferId() + "-" + amount.value();
    }

    private static Moved moved(LedgerOutcome outcome) {
        return switch (outcome) {
            case LedgerOutcome.Done done ->
                new Moved(done.transferId(), done.balanceAfter().value());
            case LedgerOutcome.Replayed replayed ->
                new Moved(replayed.transferId(), replayed.balanceAfter().value());
            case LedgerOutcome.KeyReused ignored ->
                throw Problem.of(
                        422, "IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key belongs to another request of yours.");
            case LedgerOutcome.UserFrozen ignored ->
                throw Problem.of(403, "USER_FROZEN", "The wallet is frozen. It still receives money.");
            case LedgerOutcome.InsufficientBalance ignored ->
                throw Problem.of(402, "INSUFFICIENT_BALANCE", "The wallet holds less than that.");
            case LedgerOutcome.Poison ignored -> throw impossible(outcome);
            case LedgerOutcome.Voided ignored -> throw impossible(outcome);
            case LedgerOutcome.AlreadyCharged ignored -> throw impossible(outcome);
            case LedgerOutcome.Bound ignored -> throw impossible(outcome);
            case LedgerOutcome.DailyLimitReached ignored -> throw impossible(outcome);
        };
    }

    private static IllegalStateException impossible(LedgerOutcome outcome) {
        return new IllegalStateException("the ledger answered a top-up or withdrawal with " + outcome);
    }

    record Moved(String transferId, long balanceFen) {}
}
