package redpacket.account.wallet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/** The provider for development, which pays everything. It is never on by default. */
@Component
@ConditionalOnProperty(name = "redpacket.account.payment-provider", havingValue = "local")
final class LocalPaymentProvider implements PaymentProvider {
    private static final Logger LOG = LoggerFactory.getLogger(LocalPaymentProvider.class);

    LocalPaymentProvider() {
        LOG.warn("the local payment provider is on: no real money moves");
    }

    @Override
    public void collect(UserId user, Fen amount, String reference) {
        LOG.debug("collected for {}", reference);
    }

    @Override
    public void giveBack(UserId user, Fen amount, String reference) {
        LOG.debug("given back for {}", reference);
    }

    @Override
    public Payout payOut(UserId user, Fen amount, String reference) {
        LOG.debug("paid out for {}", reference);
        return Payout.PAID;
    }
}
