package redpacket.notification.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message for an inbox. The inbox takes it once for each user, source and kind.
 *
 * @param sourceId its source: the id of an event, of a share, or of thanks
 */
public record NewMessage(
        long userId,
        MessageKind kind,
        @Nullable String packetId,
        @Nullable Long fromUserId,
        @Nullable String text,
        Instant at,
        String sourceId) {}
