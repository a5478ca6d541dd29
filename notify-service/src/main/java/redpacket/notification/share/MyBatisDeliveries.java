package redpacket.notification.share;

import java.util.List;
import org.springframework.stereotype.Component;
import redpacket.common.database.SqlSessions;
import redpacket.notification.model.MessageKind;
import redpacket.notification.model.News;
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
        List<News> news = deliveries.stream().map(MyBatisDeliveries::newsOf).toList();
        sessions.writeRetrying(session -> {
            inbox.add(session, news);
            session.getMapper(ShareMapper.class).delete(deliveries);
            return news.size();
        });
        inbox.tell(news.stream().map(News::userId).toList());
    }

    private static News newsOf(Delivery delivery) {
        return new News(
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
