package redpacket.account.wallet;

import org.springframework.beans.factory.ObjectProvider;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/**
 * The money outside. Every call is idempotent by the reference: a repeated reference moves nothing and gives the first
 * answer again. A reference names one user and one amount. A call that throws has an unknown result, and it ends within
 * a time-out of the provider's own.
 */
interface PaymentProvider {
    void collect(UserId user, Fen amount, String reference);

    /** Undoes a collection that the ledger refused. Does nothing where there was none. */
    void giveBack(UserId user, Fen amount, String reference);

    Payout payOut(UserId user, Fen amount, String reference);

    /** The final answer to a payout. */
    enum Payout {
        PAID,
        /** The provider will never make this payout; the user's money goes back to the wallet. */
        REFUSED
    }

    /** The one that is configured. A process without one must not start: it would lose payouts. */
    static PaymentProvider required(ObjectProvider<PaymentProvider> configured) {
        PaymentProvider provider = configured.getIfAvailable();
        if (provider == null) {
            throw new IllegalStateException("There is no payment provider, so nobody could top up or withdraw."
                    + " For development set redpacket.account.payment-provider=local, which pays everything."
                    + " For real money add a bean that implements " + PaymentProvider.class.getName() + ".");
        }
        return provider;
    }
}
