package redpacket.account.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import redpacket.account.model.CreditsUnderWay;
import redpacket.account.model.Ledger;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.LedgerUnavailableException;
import redpacket.common.event.PacketEvent;
import redpacket.common.event.PacketEventJson;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

class CreditListenerTest {
    private static final PacketIdCodec CODEC = new PacketIdCodec(new byte[32]);
    private static final String PACKET = CODEC.encode(new PacketId(new SetId(1), 7));
    private static final Instant NOW = Instant.parse("2026-02-16T12:00:00Z");

    private final FakeLedger ledger = new FakeLedger();
    private final List<String> letters = new ArrayList<>();
    private final List<String> refunds = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CreditsUnderWay underWay = new CreditsUnderWay();
    private final CreditListener listener = new CreditListener(
            ledger,
            new CreditCommands(CODEC, 1_000_000),
            new CreditSettings(
                    1_000,
                    Duration.ofMillis(500),
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(10),
                    1_000_000),
            (record, why) -> letters.add(record.partition() + "-" + record.offset()),
            refunds::addAll,
            underWay,
            Clock.fixed(NOW, ZoneOffset.UTC),
            meters);

    @Test
    void oneBadRecordIsSetAsideAndItsNeighboursOfEveryPartitionAreCredited() {
        listener.credit(List.of(
                record(0, 0, opened(1)),
                record(0, 1, "{\"type\":\"NONSENSE\"}"),
                record(0, 2, opened(2)),
                record(1, 0, "not JSON"),
                record(1, 1, opened(3))));
        assertThat(ledger.applied).containsExactlyInAnyOrder(transfer(1), transfer(2), transfer(3));
        assertThat(letters).containsExactlyInAnyOrder("0-1", "1-0");
    }

    @Test
    void anEventWithoutAFieldAndARecordWithoutAValueAreSetAsideAlone() {
        listener.credit(List.of(
                record(0, 0, opened(1)),
                record(
                        0,
                        1,
                        "{\"type\":\"PACKET_CLOSED\",\"packetId\":\"x\",\"senderId\":1,\"refundFen\":1,"
                                + "\"openedCount\":0,\"openedFen\":0}"),
                record(0, 2, opened(2)),
                new ConsumerRecord<>("packet-events", 0, 3, "1", null),
                record(0, 4, "null"),
                record(0, 5, opened(3).replace("\"amountFen\":100", "\"amountFen\":-100")),
                record(0, 6, opened(4))));
        assertThat(ledger.applied).containsExactlyInAnyOrder(transfer(1), transfer(2), transfer(4));
        assertThat(letters).containsExactly("0-1", "0-3", "0-4", "0-5");
    }

    @Test
    void aBatchThatTheLedgerDidNotTakeSetsNothingAsideAndIsThrownBack() {
        ledger.away = true;
        var batch = List.of(record(0, 0, "not JSON"), record(0, 1, opened(1)));
        assertThatThrownBy(() -> listener.credit(batch)).isInstanceOf(LedgerUnavailableException.class);
        assertThat(letters).isEmpty();
        ledger.away = false;
        listener.credit(batch);
        listener.credit(batch);
        assertThat(letters).containsExactly("0-0");
        assertThat(ledger.applied).containsExactly(transfer(1));
    }

    @Test
    void aRepeatedRecordIsCountedAsOneAndMovesNothing() {
        listener.credit(List.of(record(0, 0, opened(1)), record(0, 1, opened(1))));
        listener.credit(List.of(record(0, 0, opened(1))));
        assertThat(ledger.applied).containsExactly(transfer(1));
        assertThat(credits("false")).isEqualTo(1);
        assertThat(credits("true")).isEqualTo(2);
    }

    @Test
    void anErrorIsThrownAsAFailureThatIsTriedAgain() {
        ledger.broken = true;
        assertThatThrownBy(() -> listener.credit(List.of(record(0, 0, opened(1)))))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void whatTheLedgerCallsPoisonIsSetAside() {
        ledger.poison.add(transfer(1));
        listener.credit(List.of(record(3, 9, opened(1)), record(3, 10, opened(2))));
        assertThat(letters).containsExactly("3-9");
        assertThat(ledger.applied).containsExactly(transfer(2));
    }

    @Test
    void aRefundIsToldAgainEachTimeItComes() {
        String closed = PacketEventJson.write(new PacketEvent.Closed(PACKET, 9, NOW, "", 300, 1, 700));
        listener.credit(List.of(record(0, 0, closed)));
        listener.credit(List.of(record(0, 0, closed)));
        assertThat(refunds).containsExactly(PACKET, PACKET);
        assertThat(ledger.applied).containsExactly("refund-" + PACKET);
    }

    private double credits(String repeated) {
        return meters.counter("redpacket.ledger.credits", "repeated", repeated).count();
    }

    private static String opened(long user) {
        return PacketEventJson.write(new PacketEvent.Opened(PACKET, 9, NOW, "", user, 1, 100, 1));
    }

    private static String transfer(long user) {
        return "open-" + PACKET + "-" + user;
    }

    private static ConsumerRecord<String, String> record(int partition, long offset, String value) {
        return new ConsumerRecord<>("packet-events", partition, offset, "1", value);
    }

    private static final class FakeLedger implements Ledger {
        @Override
        public java.time.ZoneId dayZone() {
            return java.time.ZoneOffset.UTC;
        }

        private final Set<String> applied = new HashSet<>();
        private final Set<String> poison = new HashSet<>();
        private boolean away;
        private boolean broken;

        @Override
        public void requireLeading(UserId user) {}

        @Override
        public LedgerOutcome post(LedgerCommand command) {
            if (poison.contains(command.transferId())) {
                return new LedgerOutcome.Poison("another content");
            }
            return applied.add(command.transferId())
                    ? new LedgerOutcome.Done(command.transferId(), Fen.of(1))
                    : new LedgerOutcome.Replayed(command.transferId(), Fen.of(1));
        }

        @Override
        public List<LedgerOutcome> postAll(List<? extends LedgerCommand> commands, Duration atMost) {
            if (away) {
                throw new LedgerUnavailableException("the database is away");
            }
            if (broken) {
                throw new StackOverflowError();
            }
            return commands.stream().map(this::post).toList();
        }
    }
}
