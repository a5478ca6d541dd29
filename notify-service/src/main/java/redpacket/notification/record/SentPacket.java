package redpacket.notification.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A packet in the list of its sender. The opened sums are present after its end. */
record SentPacket(
        String packetId,
        @Nullable String kind,
        String state,
        @Nullable Long totalFen,
        @Nullable Integer count,
        @Nullable Integer openedCount,
        @Nullable Long openedFen,
        @Nullable Instant createdAt,
        @Nullable Instant expiresAt) {
    static SentPacket of(RecordMapper.SentRow row, Instant now) {
        return new SentPacket(
                row.packetId(),
                row.kind(),
                stateOf(row, now),
                row.totalFen(),
                row.count(),
                row.openedCount(),
                row.openedFen(),
                row.createdAt(),
                row.expiresAt());
    }

    private static String stateOf(RecordMapper.SentRow row, Instant now) {
        String ending = row.ending();
        if (ending != null) {
            return ending;
        }
        Instant expiresAt = row.expiresAt();
        return expiresAt != null && !now.isBefore(expiresAt) ? "EXPIRED" : "ACTIVE";
    }
}
