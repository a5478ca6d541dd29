package redpacket.packet.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.set.SetState;
import redpacket.packet.MovableClock;
import redpacket.packet.model.OrderState;
import redpacket.packet.send.SendOutcome.Reason;
import redpacket.packet.send.Trouble.Crash;
import redpacket.packet.send.Trouble.Step;

class SendPacketTest {
    private static final UserId SENDER = UserId.of(7);

    private final MovableClock clock = new MovableClock("2026-11-23T10:00:00.123Z");
    private final FakeSets sets = new FakeSets();
    private final FakeOrders orders = new FakeOrders();
    private final FakeCharges charges = new FakeCharges();
    private final NumberGenerator numbers = new NumberGenerator(clock, 1);
    private final SendCommand command = new SendRules(SendDefaults.SEND).check(SENDER, SendRulesTest.request(r -> {}));
    private final SendCommand other =
            new SendRules(SendDefaults.SEND).check(SENDER, SendRulesTest.request(r -> r.totalFen = 2000L));

    @Test
    void sendsAnActivePacketThatIsPaid() {
        Order order = sent(send("k", command));
        assertThat(orders.in(order.id(), OrderState.ACTIVE)).isTrue();
        assertThat(charges.charged).containsExactly(order.id());
        assertThat(order.createdAt()).isEqualTo(Instant.parse("2026-11-23T10:00:00.123Z"));
        assertThat(order.expiresAt()).isEqualTo(Instant.parse("2026-11-24T10:00:00.123Z"));
    }

    @Test
    void answersARepeatWithTheFirstPacketAndLeavesTheNewOrderToTheSweeper() throws Exception {
        Order first = sent(send("k", command));
        clock.move(Duration.ofSeconds(1));
        SendOutcome repeat = send("k", command);
        assertThat(((SendOutcome.Sent) repeat).repeated()).isTrue();
        Order again = sent(repeat);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.createdAt()).isEqualTo(first.createdAt());
        assertThat(orders.in(OrderState.ORDERED)).hasSize(1);
        sweepEverything();
        assertThat(orders.in(OrderState.ORDERED)).isEmpty();
        assertThat(orders.in(OrderState.ACTIVE)).hasSize(1);
        assertThat(charges.charged).hasSize(1);
    }

    @Test
    void refusesAKeyOfAnotherRequest() {
        sent(send("k", command));
        assertThat(send("k", other)).isInstanceOf(SendOutcome.KeyReused.class);
    }

    @Test
    void tellsWhatTheLedgerRefusesAndCancelsIt() throws Exception {
        charges.balanceFen = 999;
        assertThat(send("k", command)).isInstanceOf(SendOutcome.InsufficientBalance.class);
        charges.balanceFen = 1_000_000;
        charges.dailyLimitFen = 999;
        assertThat(send("k", command)).isInstanceOf(SendOutcome.DailyLimitReached.class);
        sweepEverything();
        assertThat(orders.in(OrderState.CANCELLED)).hasSize(2);
        assertThat(charges.voided).hasSize(2);
    }

    @Test
    void aRefusalBindsNoKey() {
        charges.balanceFen = 999;
        send("k", command);
        charges.balanceFen = 1000;
        sent(send("k", command));
    }

    @Test
    void aVoidThatCameFirstKeepsTheChargeOut() throws Exception {
        orders.trouble = new Trouble() {
            @Override
            public void after(Step step) {
                if (step == Step.ADD) {
                    orders.trouble = Trouble.NONE;
                    sweepUnchecked();
                }
            }
        };
        assertThat(send("k", command)).isEqualTo(new SendOutcome.Unavailable(Reason.CHARGE_VOIDED));
        assertThat(charges.charged).isEmpty();
        Order order = sent(send("k", command));
        assertThat(charges.charged).containsExactly(order.id());
    }

    @Test
    void aLostAnswerConvergesOnOnePacket() {
        charges.trouble = new Trouble() {
            @Override
            public void after(Step taken) {
                throw new FakeCharges.Lost();
            }
        };
        assertThat(send("k", command)).isEqualTo(new SendOutcome.Unavailable(Reason.CHARGE_UNKNOWN));
        charges.trouble = Trouble.NONE;
        Order order = sent(send("k", command));
        assertThat(charges.charged).containsExactly(order.id());
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"ADD", "CHARGE", "ACTIVATE"})
    void whatACrashLeavesIsEndedByTheSweeper(Step step) throws Exception {
        for (boolean done : new boolean[] {false, true}) {
            Trouble crash = crashAt(step, done);
            orders.trouble = crash;
            charges.trouble = crash;
            assertThatThrownBy(() -> send("k" + done, command)).isInstanceOf(Crash.class);
            orders.trouble = Trouble.NONE;
            charges.trouble = Trouble.NONE;
            sweepEverything();
            assertThat(orders.in(OrderState.ORDERED)).isEmpty();
            assertThat(orders.in(OrderState.ACTIVE).stream().map(Order::id))
                    .containsExactlyInAnyOrderElementsOf(charges.charged);
        }
    }

    @Test
    void anOrderThatASetDoesNotTakeGoesToTheNextSet() {
        orders.away.add(setOfNext());
        assertThat(orders.away).doesNotContain(sent(send("k", command)).id().set());
    }

    @Test
    void noSetThatTakesItMeansTryAgain() {
        orders.away.add(FakeSets.ONE);
        orders.away.add(FakeSets.TWO);
        assertThat(send("k", command)).isEqualTo(new SendOutcome.Unavailable(Reason.NO_SET));
        sets.cutOff.add(FakeSets.ONE);
        sets.cutOff.add(FakeSets.TWO);
        assertThat(send("k", command)).isEqualTo(new SendOutcome.Unavailable(Reason.NO_SET));
        assertThat(charges.charged).isEmpty();
    }

    @Test
    void newPacketsPassOverAMaskedSetAndItsOwnAreStillActivated() {
        SetId masked = setOfNext();
        Order first = chargedButNotActive("k");
        assertThat(first.id().set()).isEqualTo(masked);
        sets.states.put(masked, SetState.MASKED);
        for (int i = 0; i < 20; i++) {
            assertThat(sent(send("other" + i, command)).id().set()).isNotEqualTo(masked);
        }
        assertThat(sent(send("k", command)).id()).isEqualTo(first.id());
        assertThat(orders.in(first.id(), OrderState.ACTIVE)).isTrue();
    }

    @Test
    void aKeyBoundToASetThatIsDownMeansTryAgain() {
        Order first = chargedButNotActive("k");
        sets.states.put(first.id().set(), SetState.DOWN);
        assertThat(send("k", command)).isEqualTo(new SendOutcome.Unavailable(Reason.SET_DOES_NOT_SERVE));
        sets.states.clear();
        sets.cutOff.add(first.id().set());
        assertThat(send("k", command)).isEqualTo(new SendOutcome.Unavailable(Reason.SET_DOES_NOT_SERVE));
        sets.cutOff.clear();
        assertThat(sent(send("k", command)).id()).isEqualTo(first.id());
    }

    @Test
    void passesOverTheNumbersOfAPastLife() {
        PacketId past = sent(send("k1", command)).id();
        NumberGenerator behind = new NumberGenerator(new MovableClock("2026-11-23T10:00:00.123Z"), 1);
        PacketId next = sent(saga(behind).send(SENDER, "k2", command)).id();
        PacketId third = sent(saga(behind).send(SENDER, "k3", command)).id();
        assertThat(next.number()).isNotEqualTo(past.number());
        assertThat(third.number()).isGreaterThan(next.number());
    }

    /** Charged, and then the process died. */
    private Order chargedButNotActive(String key) {
        charges.trouble = crashAt(Step.CHARGE, true);
        assertThatThrownBy(() -> send(key, command)).isInstanceOf(Crash.class);
        charges.trouble = Trouble.NONE;
        return orders.in(OrderState.ORDERED).getLast();
    }

    private SetId setOfNext() {
        long number = new NumberGenerator(clock, 1).next();
        return sets.place(number, set -> true).orElseThrow();
    }

    private static Trouble crashAt(Step step, boolean done) {
        return new Trouble() {
            @Override
            public void before(Step taken) {
                if (taken == step && !done) {
                    throw new Crash();
                }
            }

            @Override
            public void after(Step taken) {
                if (taken == step && done) {
                    throw new Crash();
                }
            }
        };
    }

    private SendOutcome send(String key, SendCommand what) {
        return saga(numbers).send(SENDER, key, what);
    }

    private SendPacket saga(NumberGenerator from) {
        return new SendPacket(sets, orders, charges, password -> "hash", new RequestHash(new byte[32]), from, clock);
    }

    private void sweepUnchecked() {
        try {
            sweepEverything();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sweepEverything() throws InterruptedException {
        clock.move(Duration.ofSeconds(4));
        for (SetId set : new SetId[] {FakeSets.ONE, FakeSets.TWO}) {
            new SweepOrders(set, orders, charges, clock, SendDefaults.SWEEP, new SendMetrics(new SimpleMeterRegistry()))
                    .sweep();
        }
    }

    private static Order sent(SendOutcome outcome) {
        assertThat(outcome).isInstanceOf(SendOutcome.Sent.class);
        return ((SendOutcome.Sent) outcome).order();
    }
}
