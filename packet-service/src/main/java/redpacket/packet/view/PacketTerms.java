package redpacket.packet.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.model.OrderState;
import redpacket.packet.model.PacketKind;

/** A packet as it was sent. */
record PacketTerms(
        long packetId,
        long senderId,
        PacketKind kind,
        OrderState state,
        long totalFen,
        int shareCount,
        @Nullable String greeting,
        @Nullable String coverId,
        AudienceKind audienceKind,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant refundedAt) {}
