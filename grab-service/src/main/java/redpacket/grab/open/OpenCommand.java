package redpacket.grab.open;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;

/**
 * A grab or an open, by either protocol.
 *
 * @param password null where the request has none
 * @param prize the prize that a shake won, which must be of this packet; null where the request has none
 * @param queuedNanos receives the time in the lane's queue, before the result completes
 */
record OpenCommand(
        PacketId packet,
        UserId user,
        @Nullable String password,
        @Nullable PacketId prize,
        String traceId,
        LongConsumer queuedNanos) {
    /** Without a body. */
    static OpenCommand of(PacketId packet, UserId user, String traceId, LongConsumer queuedNanos) {
        return new OpenCommand(packet, user, null, null, traceId, queuedNanos);
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "OpenCommand[" + packet + "]";
    }
}
