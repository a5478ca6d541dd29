package redpacket.notification.hear;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redpacket.common.event.PacketEvent;
import redpacket.notification.model.MessageKind;
import redpacket.notification.model.News;

/** Who is told what of an event. */
final class NewsOf {
    private NewsOf() {}

    static List<News> all(List<PacketEvent> events) {
        List<News> news = new ArrayList<>(2 * events.size());
        events.forEach(event -> add(event, news));
        return news;
    }

    private static void add(PacketEvent event, List<News> news) {
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
