package redpacket.notification.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.UserId;
import redpacket.common.web.Paging;
import redpacket.notification.store.PeopleStore;

@RestController
final class InboxEndpoint {
    private final SqlSessions readable;

    InboxEndpoint(PeopleStore store) {
        this.readable = new SqlSessions(store.group().readable(), InboxMapper.class);
    }

    @GetMapping("/v1/inbox")
    Paging.Page<MessageAnswer> inbox(
            UserId user,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        Paging paging = Paging.of(limit, cursor);
        Long position = paging.position();
        long before = position == null ? Long.MAX_VALUE : position;
        return paging.page(
                        readable.read(session ->
                                session.getMapper(InboxMapper.class).page(user.value(), before, paging.rowsToRead())),
                        Message::messageNumber)
                .map(InboxEndpoint::answer);
    }

    private static MessageAnswer answer(Message message) {
        Long from = message.fromUserId();
        return new MessageAnswer(
                Long.toString(message.messageNumber()),
                message.kind(),
                message.packetId(),
                from == null ? null : from.toString(),
                message.text(),
                prizeOf(message),
                message.at(),
                message.readAt());
    }

    /** The event of a won prize is named by the prize. */
    private static @Nullable String prizeOf(Message message) {
        return message.kind().equals("PRIZE_WON") ? message.sourceEventId().substring("won-".length()) : null;
    }

    record MessageAnswer(
            String messageId,
            String kind,
            @Nullable String packetId,
            @Nullable String fromUserId,
            @Nullable String text,
            @Nullable String prizeId,
            Instant at,
            @Nullable Instant readAt) {}
}
