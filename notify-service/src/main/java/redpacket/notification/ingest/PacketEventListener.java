package redpacket.notification.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import redpacket.common.consume.ConsumerSettings;
import redpacket.common.consume.Consumers;
import redpacket.common.consume.DeadLetters;
import redpacket.common.consume.Linger;
import redpacket.common.database.SqlSessions;
import redpacket.common.event.EventPartitions;
import redpacket.common.event.MalformedEventException;
import redpacket.common.event.PacketEvent;
import redpacket.common.event.PacketEventJson;
import redpacket.common.process.ProcessSettings;
import redpacket.notification.model.NewMessage;
import redpacket.notification.store.Inbox;
import redpacket.notification.store.PeopleStore;

/**
 * Turns the events of packets into messages and records, once each. A batch is one transaction, and the listener
 * returns when it is durable.
 */
@Configuration(proxyBeanMethods = false)
class PacketEventListener {
    private final SqlSessions sessions;
    private final Inbox inbox;
    private final IngestSettings settings;
    private final DeadLetters deadLetters;

    PacketEventListener(
            PeopleStore store, Inbox inbox, IngestSettings settings, ProcessSettings process, MeterRegistry meters) {
        this.sessions = store.sessions();
        this.inbox = inbox;
        this.settings = settings;
        this.deadLetters = new DeadLetters(process.kafka().bootstrapServers(), "packet-events.notify.dead", meters);
    }

    @Bean
    static ConcurrentKafkaListenerContainerFactory<String, String> packetEventListeners(
            ProcessSettings process, IngestSettings settings) {
        return Consumers.batches(new ConsumerSettings(
                process.kafka().bootstrapServers(),
                PeopleStore.EVENT_GROUP,
                process.instance().name(),
                settings.consumers(),
                settings.pollRecordsMax(),
                settings.fetchWait(),
                settings.retryWaitFirst(),
                settings.retryWaitMax()));
    }

    @KafkaListener(topics = EventPartitions.PACKET_EVENTS, containerFactory = "packetEventListeners")
    void take(List<ConsumerRecord<String, String>> records) {
        try {
            write(records);
        } catch (Error e) {
            // The container ends its consumer on an Error, and retries after an exception.
            throw new IllegalStateException("a batch of " + records.size() + " events failed", e);
        }
        new Linger(settings.linger()).after(records.size() >= settings.pollRecordsMax());
    }

    private void write(List<ConsumerRecord<String, String>> records) {
        List<PacketEvent> events = new ArrayList<>(records.size());
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
        List<NewMessage> messages = MessageFactory.all(events);
        RecordRows rows = RecordRows.of(events);
        sessions.writeRetrying(session -> {
            inbox.add(session, messages);
            rows.write(session);
            return events.size();
        });
        inbox.announce(messages.stream().map(NewMessage::userId).toList());
    }
}
