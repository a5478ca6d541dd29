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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.database.InsertRows;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.NumberGenerator;
import redpacket.notification.model.Message;
import redpacket.notification.model.NewMessage;
import redpacket.notification.store.InboxMapper.Last;

/**
 * The inboxes. A use case announces its messages after the commit, and the streams of this process then read them at
 * once.
 *
 * <p>INVARIANT: messages become visible in the order of their numbers, since the row that gives the numbers is locked
 * until the commit.
 */
@Component
public final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

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
     * Adds the messages that are not there yet, in this order for each user, in the caller's transaction on the
     * primary. Transactions that add messages run one after the other.
     */
    public void add(SqlSession session, List<NewMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        InboxMapper mapper = session.getMapper(InboxMapper.class);
        mapper.take(messages.size(), numbers.next());
        long number = mapper.taken() - messages.size();
        InsertRows rows = new InsertRows(
                "inbox (user_id, message_number, kind, packet_id, from_user_id, text, at, source_event_id)",
                "ON DUPLICATE KEY UPDATE user_id = inbox.user_id");
        // By user, as the table is.
        for (NewMessage one : messages.stream()
                .sorted(Comparator.comparingLong(NewMessage::userId))
                .toList()) {
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
        // A message that exists stays as it is.
        rows.run(session.getConnection());
    }

    /** To be called after the commit. */
    public void announce(Collection<Long> users) {
        listeners.forEach(listener -> listener.accept(users));
    }

    /** The listener must return at once. */
    public void onAnnounce(Consumer<Collection<Long>> listener) {
        listeners.add(listener);
    }

    /** A part of an inbox, newest first, and how many of all its messages are unread. */
    public record Part(List<Message> messages, long unreadCount) {
        public Part {
            messages = List.copyOf(messages);
        }
    }

    /** From the primary, so that an announced message is there; from a replica while the primary is away. */
    public Part page(long user, long before, int limit) {
        try {
            return page(primary, user, before, limit);
        } catch (RuntimeException e) {
            if (DatabaseFailure.of(e) != DatabaseFailure.UNAVAILABLE) {
                throw e;
            }
            return page(readable, user, before, limit);
        }
    }

    private static Part page(SqlSessions sessions, long user, long before, int limit) {
        return sessions.readSnapshot(session -> {
            InboxMapper mapper = session.getMapper(InboxMapper.class);
            return new Part(mapper.page(user, before, limit), mapper.unread(user));
        });
    }

    /** Whether the user's inbox has a message of this number. */
    public boolean has(long user, long number) {
        return primary.read(session -> session.getMapper(InboxMapper.class).has(user, number));
    }

    /**
     * Marks all messages up to this number as read, at most so many in one transaction.
     *
     * @return how many messages are unread then
     */
    public long read(long user, long upTo, Instant at, int limit) {
        while (primary.writeRetrying(session -> {
                    InboxMapper mapper = session.getMapper(InboxMapper.class);
                    return mapper.read(user, mapper.lastRead(user), upTo, at, limit);
                })
                == limit) {
            LOG.debug("more messages of user {} are read", user);
        }
        return primary.read(session -> session.getMapper(InboxMapper.class).unread(user));
    }

    /** Oldest first; from the primary, so that an announced message is there. */
    public List<Message> after(long user, long after, int limit) {
        return primary.read(session -> session.getMapper(InboxMapper.class).after(user, after, limit));
    }

    /** All messages up to this number are visible, from every process. */
    public long newest() {
        return primary.read(session -> session.getMapper(InboxMapper.class).taken());
    }

    /** The last number of each of these users that has one after this. */
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
