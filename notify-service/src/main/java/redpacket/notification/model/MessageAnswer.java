package redpacket.notification.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message as the public contract spells it. */
public record MessageAnswer(
        String messageId,
        String kind,
        @Nullable String packetId,
        @Nullable String fromUserId,
        @Nullable String text,
        @Nullable String prizeId,
        Instant at,
        @Nullable Instant readAt) {
    private static final String WON_PREFIX = "won-";

    public static MessageAnswer of(Message message) {
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

    /** The event of a prize that was won is named by the prize. */
    private static @Nullable String prizeOf(Message message) {
        return message.kind().equals(MessageKind.PRIZE_WON.name())
                ? message.sourceEventId().substring(WON_PREFIX.length())
                : null;
    }
}
