package redpacket.account.wallet;

import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/**
 * The outside world's money. Every call is idempotent by the reference: the same one again moves nothing and answers as
 * before. A reference names one user and one amount.
 */
interface PaymentProvider {
    void collect(UserId user, Fen amount, String reference);

    /** Undoes a collection that the ledger refused; nothing when there was none. */
    void giveBack(UserId user, Fen amount, String reference);

    void payOut(UserId user, Fen amount, String reference);
}
