package redpacket.notification.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message as it is stored; unique by user, source event and kind. */
record Message(
        long userId,
        long messageNumber,
        String kind,
        @Nullable String packetId,
        @Nullable Long fromUserId,
        @Nullable String text,
        Instant at,
        @Nullable Instant readAt,
        String sourceEventId) {}
