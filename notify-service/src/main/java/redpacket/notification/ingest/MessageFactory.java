package redpacket.notification.ingest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redpacket.common.event.PacketEvent;
import redpacket.notification.model.MessageKind;
import redpacket.notification.model.NewMessage;

/** Makes the messages of events. */
final class MessageFactory {
    private MessageFactory() {}

    static List<NewMessage> all(List<PacketEvent> events) {
        List<NewMessage> messages = new ArrayList<>(2 * events.size());
        events.forEach(event -> add(event, messages));
        return messages;
    }

    private static void add(PacketEvent event, List<NewMessage> messages) {
        switch (event) {
            case PacketEvent.Sent ignored -> {}
            case PacketEvent.Opened opened -> {
                messages.add(message(
                        opened,
                        opened.userId(),
                        MessageKind.MONEY_RECEIVED,
                        opened.senderId(),
                        "You received " + yuan(opened.amountFen()) + "."));
                if (opened.userId() != opened.senderId() && opened.campaignId() == null) {
                    messages.add(message(
                            opened,
                            opened.senderId(),
                            MessageKind.PACKET_OPENED,
                            opened.userId(),
                            "Your red packet was opened."));
                }
            }
            case PacketEvent.Finished finished ->
                messages.add(message(
                        finished,
                        finished.senderId(),
                        MessageKind.PACKET_FINISHED,
                        null,
                        "All of your red packet was opened."));
            case PacketEvent.Closed closed -> {
                if (closed.refundFen() > 0 && closed.campaignId() == null) {
                    messages.add(message(
                            closed,
                            closed.senderId(),
                            MessageKind.PACKET_REFUNDED,
                            null,
                            yuan(closed.refundFen()) + " of your red packet came back."));
                }
            }
            case PacketEvent.PrizeWon won ->
                messages.add(message(
                        won,
                        won.userId(),
                        MessageKind.PRIZE_WON,
                        won.senderId(),
                        "You won a prize of " + won.sponsor() + "."));
        }
    }

    private static NewMessage message(
            PacketEvent event, long userId, MessageKind kind, @Nullable Long fromUserId, String text) {
        return new NewMessage(userId, kind, event.packetId(), fromUserId, text, event.at(), event.eventId());
    }

    private static String yuan(long fen) {
        return fen / 100 + "." + (fen % 100 < 10 ? "0" : "") + fen % 100 + " yuan";
    }
}
