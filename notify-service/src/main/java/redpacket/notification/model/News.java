package redpacket.notification.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that is to be put into an inbox, once for each user, source and kind.
 *
 * @param sourceId what it tells of: an event's id, or a share's
 */
public record News(
        long userId,
        MessageKind kind,
        @Nullable String packetId,
        @Nullable Long fromUserId,
        @Nullable String text,
        Instant at,
        String sourceId) {}
