package redpacket.packet.send;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.model.OrderState;
import redpacket.packet.model.PacketKind;

/** A packet as it was ordered. Times are to the millisecond. */
record Order(
        PacketId id,
        UserId sender,
        PacketKind kind,
        OrderState state,
        Fen total,
        int count,
        @Nullable String greeting,
        @Nullable String coverId,
        @Nullable String passwordHash,
        AudienceKind audienceKind,
        String idempotencyKey,
        String requestHash,
        String traceId,
        Instant createdAt,
        Instant expiresAt) {

    /** Without greeting and password hash, which are private. */
    @Override
    public String toString() {
        return "Order[id=" + id + ", sender=" + sender + ", state=" + state + "]";
    }
}
