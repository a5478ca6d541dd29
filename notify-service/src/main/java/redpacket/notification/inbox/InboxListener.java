package redpacket.notification.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
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
import redpacket.notification.model.MessageKind;
import redpacket.notification.model.News;
import redpacket.notification.store.Inbox;
import redpacket.notification.store.PeopleStore;

/** Turns what happens to packets into messages, once each. Returns when the whole batch is durable. */
@Configuration(proxyBeanMethods = false)
class InboxListener {
    private final SqlSessions sessions;
    private final Inbox inbox;
    private final DeadLetters deadLetters;

    InboxListener(PeopleStore store, Inbox inbox, ProcessSettings process, MeterRegistry meters) {
        this.sessions = store.sessions();
        this.inbox = inbox;
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
        List<News> news = new ArrayList<>();
        for (ConsumerRecord<String, String> record : records) {
            try {
                newsOf(PacketEventJson.read(record.value()), news);
            } catch (MalformedEventException e) {
                deadLetters.setAside(record, String.valueOf(e.getMessage()));
            }
        }
        if (news.isEmpty()) {
            return;
        }
        sessions.writeRetrying(session -> {
            inbox.add(session, news);
            return news.size();
        });
        inbox.tell(news.stream().map(News::userId).toList());
    }

    private static void newsOf(PacketEvent event, List<News> news) {
        switch (event) {
            case PacketEvent.Sent ignored -> {}
            case PacketEvent.Opened opened -> {
                news.add(news(
                        opened,
                        opened.userId(),
                        MessageKind.MONEY_RECEIVED,
                        opened.senderId(),
                        "You received " + yuan(opened.amountFen()) + "."));
                if (opened.userId() != opened.senderId() && opened.campaignId() == null) {
                    news.add(news(
                            opened,
                            opened.senderId(),
                            MessageKind.PACKET_OPENED,
                            opened.userId(),
                            "Your red packet was opened."));
                }
            }
            case PacketEvent.Finished finished ->
                news.add(news(
                        finished,
                        finished.senderId(),
                        MessageKind.PACKET_FINISHED,
                        null,
                        "All of your red packet was opened."));
            case PacketEvent.Closed closed -> {
                if (closed.refundFen() > 0 && closed.campaignId() == null) {
                    news.add(news(
                            closed,
                            closed.senderId(),
                            MessageKind.PACKET_REFUNDED,
                            null,
                            yuan(closed.refundFen()) + " of your red packet came back."));
                }
            }
            case PacketEvent.PrizeWon won ->
                news.add(news(
                        won,
                        won.userId(),
                        MessageKind.PRIZE_WON,
                        won.senderId(),
                        "You won a prize of " + won.sponsor() + "."));
        }
    }

    private static News news(PacketEvent event, long userId, MessageKind kind, @Nullable Long fromUserId, String text) {
        return new News(userId, kind, event.packetId(), fromUserId, text, event.at(), event.eventId());
    }

    private static String yuan(long fen) {
        return fen / 100 + "." + (fen % 100 < 10 ? "0" : "") + fen % 100 + " yuan";
    }
}
