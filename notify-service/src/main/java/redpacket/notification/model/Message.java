package redpacket.notification.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message of an inbox. Of one user, larger numbers are newer and were never visible before smaller ones. */
public record Message(
        long userId,
        long messageNumber,
        String kind,
        @Nullable String packetId,
        @Nullable Long fromUserId,
        @Nullable String text,
        Instant at,
        @Nullable Instant readAt,
        String sourceEventId) {}
