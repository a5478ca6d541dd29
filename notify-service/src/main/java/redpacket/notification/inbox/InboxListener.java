package redpacket.notification.inbox;

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
import redpacket.common.database.SqlSessions;
import redpacket.common.event.MalformedEventException;
import redpacket.common.event.PacketEvent;
import redpacket.common.event.PacketEventJson;
import redpacket.common.id.NumberGenerator;
import redpacket.common.process.ProcessSettings;
import redpacket.notification.store.PeopleStore;

/** Turns what happens to packets into messages, once each. Returns when the whole batch is durable. */
@Configuration(proxyBeanMethods = false)
class InboxListener {
    private final SqlSessions sessions;
    private final NumberGenerator numbers;
    private final DeadLetters deadLetters;

    InboxListener(PeopleStore store, NumberGenerator numbers, ProcessSettings process, MeterRegistry meters) {
        this.sessions = new SqlSessions(store.group().primary(), InboxMapper.class);
        this.numbers = numbers;
        this.deadLetters = new DeadLetters(process.kafka().bootstrapServers(), "packet-events.notify.dead", meters);
    }

    @Bean
    static ConcurrentKafkaListenerContainerFactory<String, String> inboxListeners(
            ProcessSettings process, InboxSettings settings) {
        return Consumers.batches(new ConsumerSettings(
                process.kafka().bootstrapServers(),
                "notify",
                process.instance().name(),
                settings.consumers(),
                settings.pollRecordsMax(),
                settings.retryWaitFirst(),
                settings.retryWaitMax()));
    }

    @KafkaListener(topics = "packet-events", containerFactory = "inboxListeners")
    void take(List<ConsumerRecord<String, String>> records) {
        List<Message> messages = new ArrayList<>();
        for (ConsumerRecord<String, String> record : records) {
            try {
                messagesOf(PacketEventJson.read(record.value()), messages);
            } catch (MalformedEventException e) {
                deadLetters.setAside(record, String.valueOf(e.getMessage()));
            }
        }
        if (!messages.isEmpty()) {
            // In one order, so that two consumers never wait for each other's keys.
            messages.sort(java.util.Comparator.comparingLong(Message::userId).thenComparing(Message::sourceEventId));
            sessions.writeBatch(session -> {
                InboxMapper mapper = session.getMapper(InboxMapper.class);
                messages.forEach(mapper::add);
                return messages.size();
            });
        }
    }

    private void messagesOf(PacketEvent event, List<Message> messages) {
        switch (event) {
            case PacketEvent.Sent ignored -> {}
            case PacketEvent.Opened opened -> {
                messages.add(message(
                        opened,
                        opened.userId(),
                        "MONEY_RECEIVED",
                        opened.senderId(),
                        "You received " + yuan(opened.amountFen()) + "."));
                if (opened.userId() != opened.senderId() && opened.campaignId() == null) {
                    messages.add(message(
                            opened,
                            opened.senderId(),
                            "PACKET_OPENED",
                            opened.userId(),
                            "Your red packet was opened."));
                }
            }
            case PacketEvent.Finished finished ->
                messages.add(message(
                        finished, finished.senderId(), "PACKET_FINISHED", null, "All of your red packet was opened."));
            case PacketEvent.Closed closed -> {
                if (closed.refundFen() > 0 && closed.campaignId() == null) {
                    messages.add(message(
                            closed,
                            closed.senderId(),
                            "PACKET_REFUNDED",
                            null,
                            yuan(closed.refundFen()) + " of your red packet came back."));
                }
            }
            case PacketEvent.PrizeWon won ->
                messages.add(message(
                        won, won.userId(), "PRIZE_WON", won.senderId(), "You won a prize of " + won.sponsor() + "."));
        }
    }

    private Message message(
            PacketEvent event,
            long userId,
            String kind,
            @org.jspecify.annotations.Nullable Long fromUserId,
            String text) {
        return new Message(
                userId, numbers.next(), kind, event.packetId(), fromUserId, text, event.at(), null, event.eventId());
    }

    private static String yuan(long fen) {
        return fen / 100 + "." + (fen % 100 < 10 ? "0" : "") + fen % 100 + " yuan";
    }
}
