package redpacket.notification.share;

import java.util.List;
import org.springframework.stereotype.Component;
import redpacket.common.database.SqlSessions;
import redpacket.notification.model.MessageKind;
import redpacket.notification.model.NewMessage;
import redpacket.notification.share.ShareMapper.Delivery;
import redpacket.notification.store.Inbox;
import redpacket.notification.store.PeopleStore;

@Component
final class MyBatisDeliveries implements Deliveries {
    private final SqlSessions sessions;
    private final Inbox inbox;

    MyBatisDeliveries(PeopleStore store, Inbox inbox) {
        this.sessions = store.sessions(ShareMapper.class);
        this.inbox = inbox;
    }

    @Override
    public List<Delivery> oldest(int limit) {
        return sessions.read(session -> session.getMapper(ShareMapper.class).oldest(limit));
    }

    @Override
    public void deliver(List<Delivery> deliveries) {
        List<NewMessage> messages =
                deliveries.stream().map(MyBatisDeliveries::messageOf).toList();
        sessions.writeRetrying(session -> {
            inbox.add(session, messages);
            session.getMapper(ShareMapper.class).delete(deliveries);
            return messages.size();
        });
        inbox.announce(messages.stream().map(NewMessage::userId).toList());
    }

    private static NewMessage messageOf(Delivery delivery) {
        return new NewMessage(
                delivery.userId(),
                MessageKind.PACKET_SHARED,
                delivery.packetId(),
                delivery.senderId(),
                "A red packet for you.",
                delivery.createdAt(),
                "share-" + delivery.shareId());
    }

    @Override
    public long pending() {
        return sessions.read(session -> session.getMapper(ShareMapper.class).pending());
    }
}
