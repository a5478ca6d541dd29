package redpacket.account.wallet;

import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/**
 * The outside world's money. Both calls are idempotent by the reference: the same one again moves nothing and answers
 * as before.
 */
interface PaymentProvider {
    void collect(UserId user, Fen amount, String reference);

    void payOut(UserId user, Fen amount, String reference);
}
