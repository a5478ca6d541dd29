package redpacket.packet.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;
import redpacket.packet.MovableClock;
import redpacket.packet.model.Audience;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.model.OrderState;
import redpacket.packet.model.PacketKind;
import redpacket.packet.send.Trouble.Step;

class SweepOrdersTest {
    private final MovableClock clock = new MovableClock("2026-11-23T10:00:00Z");
    private final FakeOrders orders = new FakeOrders();
    private final FakeCharges charges = new FakeCharges();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SweepOrders sweep = new SweepOrders(
            FakeSets.ONE, orders, charges, clock, new SweepSettings(3_000, 10, 2), new SendMetrics(meters));

    @Test
    void leavesYoungOrdersAlone() throws Exception {
        order(1);
        clock.move(Duration.ofSeconds(3));
        sweep.sweep();
        assertThat(orders.in(OrderState.ORDERED)).hasSize(1);
        clock.move(Duration.ofMillis(1));
        sweep.sweep();
        assertThat(orders.in(OrderState.CANCELLED)).hasSize(1);
        assertThat(repairs("cancelled")).isEqualTo(1);
    }

    @Test
    void activatesWhatWasCharged() throws Exception {
        charges.charge(order(1));
        clock.move(Duration.ofSeconds(4));
        sweep.sweep();
        assertThat(orders.in(OrderState.ACTIVE)).hasSize(1);
        assertThat(charges.voided).isEmpty();
        assertThat(repairs("activated")).isEqualTo(1);
    }

    @Test
    void neverCancelsWithoutAVoid() {
        order(1);
        charges.trouble = lostAt(Step.VOID);
        clock.move(Duration.ofSeconds(4));
        assertThatThrownBy(sweep::sweep).isInstanceOf(IllegalStateException.class);
        assertThat(orders.in(OrderState.ORDERED)).hasSize(1);
        assertThat(repairs("unknown")).isEqualTo(1);
    }

    @Test
    void ordersThatCannotBeEndedDoNotHideTheOthers() throws Exception {
        for (int i = 1; i <= 12; i++) {
            order(i);
        }
        clock.move(Duration.ofSeconds(4));
        charges.trouble = lostAt(Step.VOID);
        assertThatThrownBy(sweep::sweep).isInstanceOf(IllegalStateException.class);
        charges.trouble = Trouble.NONE;
        sweep.sweep();
        assertThat(orders.in(OrderState.CANCELLED))
                .extracting(order -> order.id().number())
                .containsExactly(11L, 12L);
        sweep.sweep();
        sweep.sweep();
        assertThat(orders.in(OrderState.ORDERED)).isEmpty();
    }

    private double repairs(String how) {
        return meters.counter("redpacket.send.repairs", "how", how).count();
    }

    private static Trouble lostAt(Step step) {
        return new Trouble() {
            @Override
            public void before(Step taken) {
                if (taken == step) {
                    throw new FakeCharges.Lost();
                }
            }
        };
    }

    private Order order(long number) {
        Instant now = clock.instant();
        Order order = new Order(
                new PacketId(FakeSets.ONE, number),
                UserId.of(7),
                PacketKind.LUCKY,
                OrderState.ORDERED,
                Fen.of(1000),
                10,
                null,
                null,
                null,
                AudienceKind.LINK,
                "k" + number,
                "hash",
                "",
                now,
                now.plusSeconds(60));
        assertThat(orders.add(order, new Audience(AudienceKind.LINK, List.of())))
                .isTrue();
        return order;
    }
}
