package redpacket.account.wallet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.account.model.Ledger;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/**
 * Carries promised payouts to the payment provider, and refused ones back to the wallet.
 *
 * <p>A crash at any point leaves the payout pending, and the next round repeats it under the same reference: the
 * provider pays it once, and the ledger returns it once.
 */
final class CarryPayouts {
    private static final Logger LOG = LoggerFactory.getLogger(CarryPayouts.class);

    private final PaymentProvider provider;
    private final Ledger ledger;
    private final PayoutSettings settings;

    CarryPayouts(PaymentProvider provider, Ledger ledger, PayoutSettings settings) {
        this.provider = provider;
        this.ledger = ledger;
        this.settings = settings;
    }

    /** One round over a shard's payouts. A payout that fails delays no other. */
    void carry(Payouts payouts) {
        for (Payouts.Promised payout : payouts.due(settings.payoutsPerRound())) {
            try {
                carry(payouts, payout);
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("withdrawal", payout.withdrawalId())
                        .addKeyValue("tries", payout.tries() + 1)
                        .log("a payout is tried again later: {}", e.toString());
            }
        }
    }

    private void carry(Payouts payouts, Payouts.Promised payout) {
        payouts.tried(payout.withdrawalId(), settings.waitAfter(payout.tries()));
        UserId user = UserId.of(payout.userId());
        Fen amount = Fen.of(payout.amountFen());
        switch (provider.payOut(user, amount, payout.reference())) {
            case PAID -> payouts.paid(payout.withdrawalId());
            case REFUSED -> giveBack(new LedgerCommand.ReturnWithdrawal(user, amount, payout.withdrawalId(), ""));
        }
    }

    /** The ledger marks the payout as returned in the same transaction. */
    private void giveBack(LedgerCommand.ReturnWithdrawal command) {
        LedgerOutcome outcome = ledger.post(command);
        if (!(outcome instanceof LedgerOutcome.Done || outcome instanceof LedgerOutcome.Replayed)) {
            throw new IllegalStateException("the ledger answered a returned withdrawal with " + outcome);
        }
        LOG.atInfo()
                .addKeyValue("withdrawal", command.withdrawalId())
                .log("the provider refused a payout; its money is in the wallet again");
    }
}
