package redpacket.grab.model;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;

/**
 * What was promised when a packet was sent. Never changes.
 *
 * @param audience the users of an audience that is not LINK; empty for LINK. Of a campaign's packet it may have grown
 *     since, and a {@link Pass} says who may open
 * @param campaignId of the campaign that it belongs to; null for a packet that a user sent
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
        Instant expiresAt,
        @Nullable Long campaignId) {
    public PacketTerms {
        audience = Set.copyOf(audience);
    }

    /** Of a packet that a user sent. */
    public PacketTerms(
            PacketId packet,
            long senderId,
            PacketKind kind,
            long totalFen,
            int count,
            @Nullable String passwordHash,
            AudienceKind audienceKind,
            Set<Long> audience,
            Instant expiresAt) {
        this(packet, senderId, kind, totalFen, count, passwordHash, audienceKind, audience, expiresAt, null);
    }

    public boolean isOfCampaign() {
        return campaignId != null;
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
