package redpacket.grab.model;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;

/**
 * The terms of a packet, fixed when it was sent.
 *
 * @param audience the users of an audience that is not LINK; empty for LINK. The audience of a campaign's packet may
 *     have grown since; a {@link Pass} decides there
 * @param campaignId of the campaign that the packet belongs to; null for a packet that a user sent
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

    /** How much of the packet a user may know and do. */
    public enum Access {
        /** The user must not learn that the packet exists. */
        NONE,
        /** The user may know of the packet and not open it: the sender of an EXCLUSIVE packet. */
        VISIBLE,
        /** The user may open a share. */
        ALLOWED
    }

    /** Of a packet that a user sent. A {@link Pass} gives access to a packet of a campaign. */
    public Access accessOf(long userId) {
        if (userId == senderId) {
            return kind == PacketKind.EXCLUSIVE ? Access.VISIBLE : Access.ALLOWED;
        }
        return audienceKind == AudienceKind.LINK || audience.contains(userId) ? Access.ALLOWED : Access.NONE;
    }

    /**
     * Whether every user with the id may learn that the packet ended: neither an audience nor a password protects it.
     */
    public boolean isOpenToAll() {
        return audienceKind == AudienceKind.LINK && kind != PacketKind.PASSWORD;
    }

    public boolean isExpiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
