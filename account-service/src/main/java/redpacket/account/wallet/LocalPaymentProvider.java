package redpacket.account.wallet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/** The provider of the local stack: it always pays. A deployment with real money brings its own. */
@Component
@ConditionalOnProperty(name = "redpacket.account.payment-provider", havingValue = "local", matchIfMissing = true)
final class LocalPaymentProvider implements PaymentProvider {
    private static final Logger LOG = LoggerFactory.getLogger(LocalPaymentProvider.class);

    @Override
    public void collect(UserId user, Fen amount, String reference) {
        LOG.debug("collected for {}", reference);
    }

    @Override
    public void giveBack(UserId user, Fen amount, String reference) {
        LOG.debug("given back for {}", reference);
    }

    @Override
    public void payOut(UserId user, Fen amount, String reference) {
        LOG.debug("paid out for {}", reference);
    }
}
