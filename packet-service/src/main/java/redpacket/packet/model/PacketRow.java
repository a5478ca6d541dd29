package redpacket.packet.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A packet as its set stores it. What it has given away is in its log. */
public record PacketRow(
        long packetId,
        long senderId,
        PacketKind kind,
        OrderState state,
        long totalFen,
        int shareCount,
        @Nullable String greeting,
        @Nullable String coverId,
        @Nullable String passwordHash,
        AudienceKind audienceKind,
        String idempotencyKey,
        String requestHash,
        String traceId,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant refundedAt) {}
