package redpacket.account.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import redpacket.account.model.Ledger;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.LedgerUnavailableException;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;
import redpacket.common.web.IdempotencyKey;

class MoveMoneyTest {
    private final List<String> collected = new ArrayList<>();

    @Test
    void aStandbyCollectsNothing() {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("provider", new RecordingProvider());
        MoveMoney standby = new MoveMoney(new StandbyLedger(), beans.getBeanProvider(PaymentProvider.class));
        assertThatThrownBy(() -> standby.topUp(new UserId(7), Fen.of(100), IdempotencyKey.from("0123456789abcdef")))
                .isInstanceOfSatisfying(
                        LedgerUnavailableException.class,
                        e -> assertThat(e.isNotLeading()).isTrue());
        assertThat(collected).isEmpty();
    }

    private final class RecordingProvider implements PaymentProvider {
        @Override
        public void collect(UserId user, Fen amount, String reference) {
            collected.add(reference);
        }

        @Override
        public void giveBack(UserId user, Fen amount, String reference) {}

        @Override
        public Payout payOut(UserId user, Fen amount, String reference) {
            return Payout.PAID;
        }
    }

    private static final class StandbyLedger implements Ledger {
        @Override
        public void requireLeading(UserId user) {
            throw LedgerUnavailableException.notLeading(1);
        }

        @Override
        public LedgerOutcome post(LedgerCommand command) {
            throw LedgerUnavailableException.notLeading(1);
        }

        @Override
        public List<LedgerOutcome> postAll(List<? extends LedgerCommand> commands, Duration atMost) {
            throw LedgerUnavailableException.notLeading(1);
        }

        @Override
        public ZoneId dayZone() {
            return ZoneOffset.UTC;
        }
    }
}
