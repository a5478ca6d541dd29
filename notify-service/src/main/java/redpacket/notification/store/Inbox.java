package redpacket.notification.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.ibatis.session.SqlSession;
import org.springframework.stereotype.Component;
import redpacket.common.database.InsertRows;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.NumberGenerator;
import redpacket.notification.model.Message;
import redpacket.notification.model.News;
import redpacket.notification.store.InboxMapper.Last;

/**
 * The inboxes. Whoever puts messages in says so after the commit, and whoever follows an inbox in this process hears of
 * it at once.
 *
 * <p>INVARIANT: messages become visible in the order of their numbers, since the row that gives the numbers is locked
 * until the commit.
 */
@Component
public final class Inbox {
    private final SqlSessions primary;
    private final SqlSessions readable;
    private final NumberGenerator numbers;
    private final List<Consumer<Collection<Long>>> listeners = new CopyOnWriteArrayList<>();

    Inbox(PeopleStore store, NumberGenerator numbers) {
        this.primary = store.sessions();
        this.readable = new SqlSessions(store.group().readable(), InboxMapper.class);
        this.numbers = numbers;
    }

    /**
     * Adds what is not there yet, in this order for each user, in the caller's transaction on the primary; one that adds
     * waits for the end of another.
     */
    public void add(SqlSession session, List<News> news) {
        if (news.isEmpty()) {
            return;
        }
        InboxMapper mapper = session.getMapper(InboxMapper.class);
        mapper.take(news.size(), numbers.next());
        long number = mapper.taken() - news.size();
        // A message that is there already stays as it is.
        InsertRows rows = new InsertRows(
                "inbox (user_id, message_number, kind, packet_id, from_user_id, text, at, source_event_id)",
                "ON DUPLICATE KEY UPDATE user_id = inbox.user_id");
        // By user, as the table is.
        for (News one :
                news.stream().sorted(Comparator.comparingLong(News::userId)).toList()) {
            number++;
            rows.row(
                    one.userId(),
                    number,
                    one.kind().name(),
                    one.packetId(),
                    one.fromUserId(),
                    one.text(),
                    one.at(),
                    one.sourceId());
        }
        rows.run(session.getConnection());
    }

    /** To be called after the commit. */
    public void tell(Collection<Long> users) {
        listeners.forEach(listener -> listener.accept(users));
    }

    /** The listener must return at once. */
    public void onNews(Consumer<Collection<Long>> listener) {
        listeners.add(listener);
    }

    /** Newest first. */
    public List<Message> page(long user, long before, int limit) {
        return readable.read(session -> session.getMapper(InboxMapper.class).page(user, before, limit));
    }

    /** Oldest first; from the primary, so that what was just told is there. */
    public List<Message> after(long user, long after, int limit) {
        return primary.read(session -> session.getMapper(InboxMapper.class).after(user, after, limit));
    }

    /** All messages up to this number are there to be seen, whoever put them in. */
    public long newest() {
        return primary.read(session -> session.getMapper(InboxMapper.class).taken());
    }

    /** The last number of each of these users who has one after that. */
    public Map<Long, Long> newest(Collection<Long> users, long after) {
        return primary.read(session -> session.getMapper(InboxMapper.class).newest(users, after)).stream()
                .collect(Collectors.toMap(Last::userId, Last::lastNumber));
    }

    public OptionalLong lastNumber(long user) {
        return primary.read(session -> session.getMapper(InboxMapper.class).page(user, Long.MAX_VALUE, 1)).stream()
                .mapToLong(Message::messageNumber)
                .findFirst();
    }

    /** How many were deleted. */
    public int deleteOlderThan(Instant before, int limit) {
        return primary.write(session -> session.getMapper(InboxMapper.class).deleteOld(before, limit));
    }
}
