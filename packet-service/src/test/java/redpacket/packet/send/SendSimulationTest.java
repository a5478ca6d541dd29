package redpacket.packet.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.packet.MovableClock;
import redpacket.packet.model.OrderState;

/**
 * Sends with few keys and many repeats, while processes die before and after every step, answers are lost, sets do not
 * answer, twins of a request and the sweeper come in between. In the end each key has paid for one active packet, or
 * for none and there is none.
 */
class SendSimulationTest {
    private static final int SENDS = 60;
    private static final int KEYS = 6;
    private static final UserId SENDER = UserId.of(7);
    private static final SetId[] SETS = {FakeSets.ONE, FakeSets.TWO};
    private static final SweepSettings SWEEP = new SweepSettings(3_000, 5, 1);

    static LongStream seeds() {
        String given = System.getProperty("seed");
        return given == null ? LongStream.range(1, 201) : LongStream.of(Long.parseLong(given));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyKeyPaysForOneActivePacketOrForNone(long seed) throws Exception {
        new World(seed).run();
    }

    private static final class World implements Trouble {
        private final Random random;
        private final MovableClock clock = new MovableClock("2026-11-23T10:00:00Z");
        private final FakeSets sets = new FakeSets();
        private final FakeOrders orders = new FakeOrders();
        private final FakeCharges charges = new FakeCharges();
        private final List<SweepOrders> sweepers = new ArrayList<>();
        private final Map<String, Set<PacketId>> answered = new HashMap<>();
        private NumberGenerator numbers = new NumberGenerator(clock, 1);
        private boolean calm;
        private int depth;

        World(long seed) {
            this.random = new Random(seed);
            orders.trouble = this;
            charges.trouble = this;
            charges.balanceFen = 4_500;
            for (SetId set : SETS) {
                sweepers.add(new SweepOrders(
                        set, orders, charges, clock, SWEEP, new SendMetrics(new SimpleMeterRegistry())));
            }
        }

        void run() {
            long before = charges.balanceFen;
            for (int i = 0; i < SENDS; i++) {
                sendOne();
                if (random.nextInt(5) == 0) {
                    sweep();
                }
            }
            calm = true;
            for (int i = 0; i < SENDS; i++) {
                clock.move(Duration.ofSeconds(4));
                sweep();
            }
            check(before);
        }

        private void sendOne() {
            String key = "key" + random.nextInt(KEYS);
            // A key goes with one request; the even ones cost too much at times.
            long total = 1_000L;
            SendCommand command =
                    new SendRules(SendDefaults.SEND).check(SENDER, SendRulesTest.request(r -> r.totalFen = total));
            try {
                SendOutcome outcome = new SendPacket(
                                sets,
                                orders,
                                charges,
                                password -> "hash",
                                new RequestHash(new byte[32]),
                                numbers,
                                clock)
                        .send(SENDER, key, command);
                if (outcome instanceof SendOutcome.Sent sent) {
                    answered.computeIfAbsent(key, k -> new HashSet<>())
                            .add(sent.order().id());
                    assertThat(orders.in(sent.order().id(), OrderState.ACTIVE)).isTrue();
                }
            } catch (Crash e) {
                // Comes back with its clock where it was, and knows nothing of the numbers it gave.
                numbers = new NumberGenerator(clock, 1);
            }
            clock.move(Duration.ofMillis(random.nextInt(1_500)));
        }

        private void sweep() {
            for (SweepOrders sweeper : sweepers) {
                try {
                    sweeper.sweep();
                } catch (IllegalStateException | SetUnavailableException | Crash e) {
                    // What it did not get to is there for the next one.
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public void before(Step step) {
            interfere(step);
        }

        @Override
        public void after(Step step) {
            interfere(step);
        }

        private void interfere(Step step) {
            if (calm || depth > 1) {
                return;
            }
            depth++;
            try {
                switch (random.nextInt(24)) {
                    case 0 -> throw new Crash();
                    case 1, 2 -> lose(step);
                    case 3 -> {
                        clock.move(Duration.ofSeconds(4));
                        sweep();
                    }
                    case 4 -> sendOne();
                    default -> {}
                }
            } finally {
                depth--;
            }
        }

        private void lose(Step step) {
            switch (step) {
                case CHARGE, VOID -> throw new FakeCharges.Lost();
                case ADD, FIND, ACTIVATE, CANCEL ->
                    throw new SetUnavailableException(FakeSets.ONE, new IllegalStateException("no answer"));
            }
        }

        private void check(long before) {
            assertThat(orders.in(OrderState.ORDERED)).isEmpty();
            assertThat(orders.in(OrderState.ACTIVE).stream().map(Order::id))
                    .containsExactlyInAnyOrderElementsOf(charges.charged);
            assertThat(orders.activations.values()).allMatch(times -> times == 1);
            assertThat(orders.activations.keySet()).isEqualTo(charges.charged);
            assertThat(charges.charged).hasSameSizeAs(charges.boundKeys.keySet());
            assertThat(before - charges.balanceFen).isEqualTo(1_000L * charges.charged.size());
            assertThat(charges.charged).doesNotContainAnyElementsOf(charges.voided);
            answered.forEach((key, packets) -> {
                assertThat(packets).as(key).hasSize(1);
                assertThat(charges.charged).as(key).containsAll(packets);
            });
            for (String key : answered.keySet()) {
                Order bound = charges.boundKeys.get(SENDER + "/" + key);
                assertThat(bound).isNotNull();
            }
        }
    }
}
