package redpacket.notification.record;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import redpacket.common.consume.ConsumerSettings;
import redpacket.common.consume.Consumers;
import redpacket.common.consume.DeadLetters;
import redpacket.common.database.SqlSessions;
import redpacket.common.event.MalformedEventException;
import redpacket.common.event.PacketEvent;
import redpacket.common.event.PacketEventJson;
import redpacket.common.process.ProcessSettings;
import redpacket.notification.record.RecordMapper.ReceivedRow;
import redpacket.notification.record.RecordMapper.SentRow;
import redpacket.notification.store.PeopleStore;

/** Turns what happens to packets into records, once each. Returns when the whole batch is durable. */
@Configuration(proxyBeanMethods = false)
class RecordListener {
    static final String GROUP = "notify-records";

    private final SqlSessions sessions;
    private final DeadLetters deadLetters;

    RecordListener(PeopleStore store, ProcessSettings process, MeterRegistry meters) {
        this.sessions = store.sessions(RecordMapper.class);
        this.deadLetters = new DeadLetters(process.kafka().bootstrapServers(), "packet-events.notify.dead", meters);
    }

    @Bean
    static ConcurrentKafkaListenerContainerFactory<String, String> recordListeners(
            ProcessSettings process, RecordSettings settings) {
        return Consumers.batches(new ConsumerSettings(
                process.kafka().bootstrapServers(),
                GROUP,
                process.instance().name(),
                settings.consumers(),
                settings.pollRecordsMax(),
                settings.retryWaitFirst(),
                settings.retryWaitMax()));
    }

    @KafkaListener(topics = "packet-events", containerFactory = "recordListeners")
    void take(List<ConsumerRecord<String, String>> records) {
        List<PacketEvent> events = new ArrayList<>();
        for (ConsumerRecord<String, String> record : records) {
            try {
                events.add(PacketEventJson.read(record.value()));
            } catch (MalformedEventException e) {
                deadLetters.setAside(record, String.valueOf(e.getMessage()));
            }
        }
        if (events.isEmpty()) {
            return;
        }
        // In one order, so that two consumers never wait for each other's keys; by type, so that they go in batches.
        events.sort(Comparator.comparing((PacketEvent event) -> event.getClass().getSimpleName())
                .thenComparing(PacketEvent::eventId));
        sessions.writeBatch(session -> {
            RecordMapper mapper = session.getMapper(RecordMapper.class);
            events.forEach(event -> write(mapper, event));
            return events.size();
        });
    }

    private static void write(RecordMapper mapper, PacketEvent event) {
        long timeKey = TimeKey.of(event.at(), event.packetId());
        switch (event) {
            case PacketEvent.Sent sent ->
                mapper.sent(new SentRow(
                        sent.senderId(),
                        sent.packetId(),
                        timeKey,
                        sent.kind(),
                        sent.totalFen(),
                        sent.count(),
                        null,
                        null,
                        null,
                        sent.at(),
                        sent.expiresAt()));
            case PacketEvent.Opened opened ->
                mapper.received(new ReceivedRow(
                        opened.userId(),
                        opened.packetId(),
                        timeKey,
                        opened.senderId(),
                        opened.amountFen(),
                        opened.at()));
            case PacketEvent.Finished finished -> {
                mapper.ended(end(finished, timeKey, finished.openedCount(), finished.openedFen(), SentPacket.FINISHED));
                Long luckiest = finished.luckiestUserId();
                if (luckiest != null) {
                    mapper.luckiest(luckiest, finished.packetId(), finished.at());
                }
            }
            // A prize that was won and not yet opened is nothing received.
            case PacketEvent.PrizeWon ignored -> {}
            case PacketEvent.Closed closed -> {
                // A campaign's packets are no packets that its sponsor sent.
                if (closed.campaignId() == null) {
                    mapper.ended(end(closed, timeKey, closed.openedCount(), closed.openedFen(), SentPacket.REFUNDED));
                }
            }
        }
    }

    private static SentRow end(PacketEvent event, long timeKey, int openedCount, long openedFen, String ending) {
        return new SentRow(
                event.senderId(),
                event.packetId(),
                timeKey,
                null,
                null,
                null,
                openedCount,
                openedFen,
                ending,
                null,
                null);
    }
}
