package redpacket.account.credit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import redpacket.account.model.CreditsUnderWay;
import redpacket.account.model.Ledger;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.TransferKind;
import redpacket.common.consume.Linger;
import redpacket.common.event.MalformedEventException;
import redpacket.common.event.PacketEvent;
import redpacket.common.event.PacketEventJson;

/**
 * Turns opened shares and refunds into credits, once each: the event's id is the transfer's id. Returns only when the
 * whole batch is durable, so Kafka's position never runs ahead of the ledger.
 */
final class CreditListener {
    private static final String REFUND_PREFIX = "refund-";

    private final Ledger ledger;
    private final CreditCommands commands;
    private final CreditSettings settings;
    private final BiConsumer<ConsumerRecord<String, String>, String> setAside;
    private final Consumer<List<String>> announceRefunds;
    private final CreditsUnderWay underWay;
    private final Clock clock;
    private final Counter credited;
    private final Counter repeated;
    /** The last offset of each partition that was set aside, so that a batch's next try does not do it again. */
    private final Map<TopicPartition, Long> setAsideThrough = new ConcurrentHashMap<>();

    CreditListener(
            Ledger ledger,
            CreditCommands commands,
            CreditSettings settings,
            BiConsumer<ConsumerRecord<String, String>, String> setAside,
            Consumer<List<String>> announceRefunds,
            CreditsUnderWay underWay,
            Clock clock,
            MeterRegistry meters) {
        this.ledger = ledger;
        this.commands = commands;
        this.settings = settings;
        this.setAside = setAside;
        this.announceRefunds = announceRefunds;
        this.underWay = underWay;
        this.clock = clock;
        this.credited = counter("false", meters);
        this.repeated = counter("true", meters);
    }

    private static Counter counter(String repeated, MeterRegistry meters) {
        return Counter.builder("redpacket.ledger.credits")
                .tag("repeated", repeated)
                .description("credits from Kafka")
                .register(meters);
    }

    void credit(List<ConsumerRecord<String, String>> records) {
        String consumer = Thread.currentThread().getName();
        try {
            creditAll(consumer, records);
            underWay.ended(consumer, clock.instant());
        } catch (RuntimeException e) {
            underWay.failed(consumer, clock.instant());
            throw e;
        } catch (Error e) {
            underWay.failed(consumer, clock.instant());
            // The container ends its consumer on an Error, and credits would stop. A RuntimeException is tried again.
            throw new IllegalStateException("a batch of " + records.size() + " events failed", e);
        }
        new Linger(settings.linger()).after(records.size() >= settings.pollRecordsMax());
    }

    /** The earliest time of publication or of occurrence: an event waits in an outbox before it is published. */
    private static Instant oldest(List<ConsumerRecord<String, String>> records, List<Instant> happened) {
        Instant published = Instant.ofEpochMilli(
                records.stream().mapToLong(ConsumerRecord::timestamp).min().orElse(Long.MAX_VALUE));
        return happened.stream()
                .min(Comparator.naturalOrder())
                .filter(published::isAfter)
                .orElse(published);
    }

    private void creditAll(String consumer, List<ConsumerRecord<String, String>> records) {
        List<Letter> letters = new ArrayList<>();
        List<ConsumerRecord<String, String>> origins = new ArrayList<>(records.size());
        List<LedgerCommand> credits = new ArrayList<>(records.size());
        List<Instant> happened = new ArrayList<>(records.size());
        for (ConsumerRecord<String, String> record : records) {
            try {
                PacketEvent event = PacketEventJson.read(record.value());
                happened.add(event.at());
                commands.of(event).ifPresent(command -> {
                    origins.add(record);
                    credits.add(command);
                });
            } catch (MalformedEventException e) {
                letters.add(new Letter(record, String.valueOf(e.getMessage())));
            }
        }
        underWay.begun(consumer, oldest(records, happened));
        List<LedgerOutcome> outcomes = ledger.postAll(credits, settings.postWithin());
        int done = 0;
        int before = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case LedgerOutcome.Done ignored -> done++;
                case LedgerOutcome.Replayed ignored -> before++;
                case LedgerOutcome.Poison poison -> letters.add(new Letter(origins.get(i), poison.why()));
                case LedgerOutcome.Voided ignored -> letters.add(impossible(origins.get(i), ignored));
                case LedgerOutcome.AlreadyCharged ignored -> letters.add(impossible(origins.get(i), ignored));
                case LedgerOutcome.KeyReused ignored -> letters.add(impossible(origins.get(i), ignored));
                case LedgerOutcome.Bound ignored -> letters.add(impossible(origins.get(i), ignored));
                case LedgerOutcome.UserFrozen ignored -> letters.add(impossible(origins.get(i), ignored));
                case LedgerOutcome.InsufficientBalance ignored -> letters.add(impossible(origins.get(i), ignored));
                case LedgerOutcome.DailyLimitReached ignored -> letters.add(impossible(origins.get(i), ignored));
            }
        }
        announceRefunds.accept(refunded(credits, outcomes));
        // Last: a batch that the ledger did not take sets nothing aside.
        letters.stream().sorted().forEach(this::setAsideOnce);
        credited.increment(done);
        repeated.increment(before);
    }

    /** The packets whose refund is in the ledger, through this batch or an earlier one. */
    private static List<String> refunded(List<LedgerCommand> credits, List<LedgerOutcome> outcomes) {
        List<String> packetIds = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            boolean there =
                    outcomes.get(i) instanceof LedgerOutcome.Done || outcomes.get(i) instanceof LedgerOutcome.Replayed;
            if (there
                    && credits.get(i) instanceof LedgerCommand.Credit credit
                    && credit.kind() == TransferKind.PACKET_REFUNDED) {
                packetIds.add(credit.transferId().substring(REFUND_PREFIX.length()));
            }
        }
        return packetIds;
    }

    private static Letter impossible(ConsumerRecord<String, String> origin, LedgerOutcome outcome) {
        return new Letter(origin, "the ledger answered a credit with " + outcome);
    }

    private void setAsideOnce(Letter letter) {
        TopicPartition partition =
                new TopicPartition(letter.record().topic(), letter.record().partition());
        long offset = letter.record().offset();
        if (setAsideThrough.getOrDefault(partition, -1L) < offset) {
            setAside.accept(letter.record(), letter.why());
            setAsideThrough.put(partition, offset);
        }
    }

    private record Letter(ConsumerRecord<String, String> record, String why) implements Comparable<Letter> {
        @Override
        public int compareTo(Letter other) {
            return Long.compare(record.offset(), other.record.offset());
        }
    }
}
