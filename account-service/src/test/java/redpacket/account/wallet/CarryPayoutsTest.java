package redpacket.account.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.account.model.Ledger;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.LedgerUnavailableException;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

class CarryPayoutsTest {
    private static final PayoutSettings SETTINGS =
            new PayoutSettings(Duration.ofMillis(1), 10, Duration.ofSeconds(2), Duration.ofSeconds(10));

    private final FakeProvider provider = new FakeProvider();
    private final FakePayouts payouts = new FakePayouts();
    private final FakeLedger ledger = new FakeLedger(payouts);

    /** Each round is of a process of its own: nothing is remembered but what is stored. */
    private void round() {
        new CarryPayouts(provider, ledger, SETTINGS).carry(payouts);
    }

    @Test
    void aPromisedPayoutIsPaidOnceAndIsPaid() {
        payouts.promise("withdrawal-7-a", 300);
        round();
        round();
        assertThat(provider.moved).containsExactly(Map.entry("withdrawal-7-a-300", 300L));
        assertThat(payouts.states).containsEntry("withdrawal-7-a", "PAID");
    }

    @Test
    void aCrashAfterTheProviderPaidRepeatsTheSameReference() {
        payouts.promise("withdrawal-7-a", 300);
        payouts.crashBeforePaid = true;
        round();
        assertThat(payouts.states).containsEntry("withdrawal-7-a", "PENDING");
        payouts.crashBeforePaid = false;
        round();
        assertThat(provider.calls).containsExactly("withdrawal-7-a-300", "withdrawal-7-a-300");
        assertThat(provider.moved).hasSize(1);
        assertThat(payouts.states).containsEntry("withdrawal-7-a", "PAID");
    }

    @Test
    void aRefusedPayoutGoesBackToTheWalletOnce() {
        payouts.promise("withdrawal-7-a", 300);
        provider.refused.add("withdrawal-7-a-300");
        ledger.away = true;
        round();
        ledger.away = false;
        round();
        round();
        assertThat(ledger.returned).containsExactly("returned-7-a");
        assertThat(payouts.states).containsEntry("withdrawal-7-a", "RETURNED");
        assertThat(provider.moved).isEmpty();
    }

    @Test
    void aPayoutThatFailsDelaysNoOtherAndWaitsLongerEachTime() {
        payouts.promise("withdrawal-7-a", 300);
        payouts.promise("withdrawal-8-b", 200);
        provider.failing.add("withdrawal-7-a-300");
        for (int i = 0; i < 4; i++) {
            round();
        }
        assertThat(payouts.states).containsEntry("withdrawal-8-b", "PAID").containsEntry("withdrawal-7-a", "PENDING");
        assertThat(payouts.waits.get("withdrawal-7-a"))
                .containsExactly(
                        Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8), Duration.ofSeconds(10));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverFailsEachPayoutEndsOnceAsPaidOrReturned(long seed) {
        Random random = new Random(seed);
        for (int i = 1; i <= 30; i++) {
            payouts.promise("withdrawal-" + i + "-k", i);
            if (random.nextInt(3) == 0) {
                provider.refused.add("withdrawal-" + i + "-k-" + i);
            }
        }
        for (int i = 0; i < 200; i++) {
            provider.failsEvery = random.nextInt(4);
            payouts.crashBeforePaid = random.nextInt(3) == 0;
            ledger.away = random.nextInt(3) == 0;
            round();
        }
        payouts.states.forEach((id, state) -> assertThat(state)
                .as("seed %d: %s", seed, id)
                .isEqualTo(provider.refused.stream().anyMatch(one -> one.startsWith(id + "-")) ? "RETURNED" : "PAID"));
        assertThat(provider.moved.size() + ledger.returned.size())
                .as("seed %d", seed)
                .isEqualTo(30);
    }

    private static final class FakeProvider implements PaymentProvider {
        private final List<String> calls = new ArrayList<>();
        private final Map<String, Long> moved = new LinkedHashMap<>();
        private final Set<String> refused = new HashSet<>();
        private final Set<String> failing = new HashSet<>();
        private int failsEvery;

        @Override
        public void collect(UserId user, Fen amount, String reference) {
            throw new AssertionError("a payout collects nothing");
        }

        @Override
        public void giveBack(UserId user, Fen amount, String reference) {
            throw new AssertionError("a payout gives nothing back");
        }

        @Override
        public Payout payOut(UserId user, Fen amount, String reference) {
            calls.add(reference);
            boolean lost = failing.contains(reference) || (failsEvery > 0 && calls.size() % failsEvery == 0);
            if (lost && calls.size() % 2 == 0) {
                throw new IllegalStateException("no answer, and nothing done");
            }
            if (!refused.contains(reference) && !failing.contains(reference)) {
                moved.put(reference, amount.value());
            }
            if (lost) {
                throw new IllegalStateException("no answer, and yet done");
            }
            return refused.contains(reference) ? Payout.REFUSED : Payout.PAID;
        }
    }

    /** Every try is due at once. */
    private static final class FakePayouts implements Payouts {
        private final Map<String, String> states = new LinkedHashMap<>();
        private final Map<String, Promised> promised = new LinkedHashMap<>();
        private final Map<String, List<Duration>> waits = new LinkedHashMap<>();
        private boolean crashBeforePaid;

        void promise(String withdrawalId, long fen) {
            long user = Long.parseLong(withdrawalId.split("-", -1)[1]);
            promised.put(withdrawalId, new Promised(withdrawalId, user, fen, 0));
            states.put(withdrawalId, "PENDING");
        }

        @Override
        public List<Promised> due(int max) {
            return promised.values().stream()
                    .filter(payout -> "PENDING".equals(states.get(payout.withdrawalId())))
                    .limit(max)
                    .toList();
        }

        @Override
        public void tried(String withdrawalId, Duration nextAfter) {
            promised.computeIfPresent(
                    withdrawalId,
                    (id, payout) -> new Promised(id, payout.userId(), payout.amountFen(), payout.tries() + 1));
            waits.computeIfAbsent(withdrawalId, id -> new ArrayList<>()).add(nextAfter);
        }

        @Override
        public void paid(String withdrawalId) {
            if (crashBeforePaid) {
                throw new IllegalStateException("the process died");
            }
            states.replace(withdrawalId, "PENDING", "PAID");
        }

        @Override
        public Duration oldestPending() {
            return Duration.ZERO;
        }
    }

    private static final class FakeLedger implements Ledger {
        @Override
        public java.time.ZoneId dayZone() {
            return java.time.ZoneOffset.UTC;
        }

        private final FakePayouts payouts;
        private final Set<String> returned = new HashSet<>();
        private boolean away;

        FakeLedger(FakePayouts payouts) {
            this.payouts = payouts;
        }

        @Override
        public void requireLeading(UserId user) {}

        @Override
        public LedgerOutcome post(LedgerCommand command) {
            if (away) {
                throw new LedgerUnavailableException("the database is away");
            }
            payouts.states.put(((LedgerCommand.ReturnWithdrawal) command).withdrawalId(), "RETURNED");
            return returned.add(command.transferId())
                    ? new LedgerOutcome.Done(command.transferId(), Fen.of(1))
                    : new LedgerOutcome.Replayed(command.transferId(), Fen.of(1));
        }

        @Override
        public List<LedgerOutcome> postAll(List<? extends LedgerCommand> commands, Duration atMost) {
            throw new AssertionError("payouts are posted one by one");
        }
    }
}
