package redpacket.grab.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of a packet's log.
 *
 * @param userId 0 for the closing entry, which returns the rest to the sender
 * @param previousSequence of the entry before, which must exist; null for the first
 */
public record LogEntry(
        long packetId,
        int sequence,
        long userId,
        long amountFen,
        @Nullable Integer previousSequence,
        Instant at,
        String traceId) {
    public static final long CLOSING_USER = 0;

    public static LogEntry of(long packetId, int sequence, long userId, long amountFen, Instant at, String traceId) {
        return new LogEntry(packetId, sequence, userId, amountFen, sequence == 1 ? null : sequence - 1, at, traceId);
    }

    public boolean isClosing() {
        return userId == CLOSING_USER;
    }
}
