package redpacket.account.credit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import redpacket.account.model.Ledger;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.TransferKind;
import redpacket.common.consume.DeadLetters;
import redpacket.common.event.MalformedEventException;
import redpacket.common.event.PacketEvent;
import redpacket.common.event.PacketEventJson;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/**
 * Turns opened shares and refunds into credits, once each: the event's id is the transfer's id. Returns only when the
 * whole batch is durable, so Kafka's position never runs ahead of the ledger.
 */
@Component
final class CreditListener {
    private final Ledger ledger;
    private final PacketIdCodec codec;
    private final CreditSettings settings;
    private final DeadLetters deadLetters;
    private final Counter credited;
    private final Counter repeated;

    CreditListener(
            Ledger ledger,
            PacketIdCodec codec,
            CreditSettings settings,
            DeadLetters deadLetters,
            MeterRegistry meters) {
        this.ledger = ledger;
        this.codec = codec;
        this.settings = settings;
        this.deadLetters = deadLetters;
        this.credited = Counter.builder("redpacket.ledger.credits")
                .tag("repeated", "false")
                .description("credits from Kafka")
                .register(meters);
        this.repeated = Counter.builder("redpacket.ledger.credits")
                .tag("repeated", "true")
                .description("credits from Kafka")
                .register(meters);
    }

    @KafkaListener(topics = "packet-events", containerFactory = "packetEventListeners")
    void credit(List<ConsumerRecord<String, String>> records) {
        List<ConsumerRecord<String, String>> origins = new ArrayList<>(records.size());
        List<LedgerCommand> commands = new ArrayList<>(records.size());
        for (ConsumerRecord<String, String> record : records) {
            try {
                LedgerCommand command = commandOf(PacketEventJson.read(record.value()));
                if (command != null) {
                    origins.add(record);
                    commands.add(command);
                }
            } catch (MalformedEventException e) {
                deadLetters.setAside(record, String.valueOf(e.getMessage()));
            }
        }
        List<LedgerOutcome> outcomes = ledger.postAll(commands, settings.postWithin());
        for (int i = 0; i < outcomes.size(); i++) {
            settle(outcomes.get(i), origins.get(i));
        }
    }

    private void settle(LedgerOutcome outcome, ConsumerRecord<String, String> origin) {
        switch (outcome) {
            case LedgerOutcome.Done ignored -> credited.increment();
            case LedgerOutcome.Replayed ignored -> repeated.increment();
            case LedgerOutcome.Poison poison -> deadLetters.setAside(origin, poison.why());
            case LedgerOutcome.Voided ignored -> deadLetters.setAside(origin, "a credit cannot be " + outcome);
            case LedgerOutcome.AlreadyCharged ignored -> deadLetters.setAside(origin, "a credit cannot be " + outcome);
            case LedgerOutcome.KeyReused ignored -> deadLetters.setAside(origin, "a credit cannot be " + outcome);
            case LedgerOutcome.Bound ignored -> deadLetters.setAside(origin, "a credit cannot be " + outcome);
            case LedgerOutcome.InsufficientBalance ignored ->
                deadLetters.setAside(origin, "a credit cannot be " + outcome);
            case LedgerOutcome.DailyLimitReached ignored ->
                deadLetters.setAside(origin, "a credit cannot be " + outcome);
        }
    }

    private @org.jspecify.annotations.Nullable LedgerCommand commandOf(PacketEvent event) {
        return switch (event) {
            case PacketEvent.Opened opened ->
                credit(opened, TransferKind.PACKET_OPENED, opened.userId(), opened.amountFen());
            case PacketEvent.Closed closed ->
                closed.refundFen() == 0
                        ? null
                        : credit(closed, TransferKind.PACKET_REFUNDED, closed.senderId(), closed.refundFen());
            case PacketEvent.Sent ignored -> null;
            case PacketEvent.Finished ignored -> null;
        };
    }

    private LedgerCommand credit(PacketEvent event, TransferKind kind, long user, long fen) {
        PacketId packet = codec.decode(event.packetId())
                .orElseThrow(() -> new MalformedEventException("no packet id: " + event.packetId(), null));
        if (user < 1 || fen < 1) {
            throw new MalformedEventException("no credit: user " + user + ", " + fen + " fen", null);
        }
        return new LedgerCommand.Credit(event.eventId(), kind, UserId.of(user), Fen.of(fen), packet, event.traceId());
    }
}
