package redpacket.notification.hear;

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
import redpacket.notification.model.News;
import redpacket.notification.store.Inbox;
import redpacket.notification.store.PeopleStore;

/**
 * Turns what happens to packets into messages and records, once each and in one transaction: an event is read once, and a
 * batch costs one commit. Returns when the whole batch is durable.
 */
@Configuration(proxyBeanMethods = false)
class PacketEventListener {
    private final SqlSessions sessions;
    private final Inbox inbox;
    private final HearSettings settings;
    private final DeadLetters deadLetters;

    PacketEventListener(
            PeopleStore store, Inbox inbox, HearSettings settings, ProcessSettings process, MeterRegistry meters) {
        this.sessions = store.sessions();
        this.inbox = inbox;
        this.settings = settings;
        this.deadLetters = new DeadLetters(process.kafka().bootstrapServers(), "packet-events.notify.dead", meters);
    }

    @Bean
    static ConcurrentKafkaListenerContainerFactory<String, String> packetEventListeners(
            ProcessSettings process, HearSettings settings) {
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
            // The container ends its consumer on an Error, and nobody would hear any more. This is tried again.
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
        List<News> news = NewsOf.all(events);
        RecordRows rows = RecordRows.of(events);
        sessions.writeRetrying(session -> {
            inbox.add(session, news);
            rows.write(session);
            return events.size();
        });
        inbox.tell(news.stream().map(News::userId).toList());
    }
}
