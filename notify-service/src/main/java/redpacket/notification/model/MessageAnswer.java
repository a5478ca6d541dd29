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
        Instant at,
        @Nullable Instant readAt) {
    public static MessageAnswer of(Message message) {
        Long from = message.fromUserId();
        return new MessageAnswer(
                Long.toString(message.messageNumber()),
                message.kind(),
                message.packetId(),
                from == null ? null : from.toString(),
                message.text(),
                message.at(),
                message.readAt());
    }
}
