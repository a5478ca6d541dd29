package redpacket.grab.model;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;

/**
 * What was promised when a packet was sent. Never changes.
 *
 * @param audience the users of an audience that is not LINK; empty for LINK
 */
public record PacketTerms(
        PacketId packet,
        long senderId,
        PacketKind kind,
        long totalFen,
        int count,
        @Nullable String passwordHash,
        AudienceKind audienceKind,
        Set<Long> audience,
        Instant expiresAt) {
    public PacketTerms {
        audience = Set.copyOf(audience);
    }

    /** What a user is to the packet. */
    public enum Standing {
        /** Must not know of it. */
        STRANGER,
        /** Knows of it and may not take part: the sender of an EXCLUSIVE packet. */
        ONLOOKER,
        INVITED
    }

    public Standing standingOf(long userId) {
        if (userId == senderId) {
            return kind == PacketKind.EXCLUSIVE ? Standing.ONLOOKER : Standing.INVITED;
        }
        return audienceKind == AudienceKind.LINK || audience.contains(userId) ? Standing.INVITED : Standing.STRANGER;
    }

    /** Whether its end may be told to anybody who has the id: no audience and no password come before it. */
    public boolean isOpenToAll() {
        return audienceKind == AudienceKind.LINK && kind != PacketKind.PASSWORD;
    }

    public boolean isExpiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
