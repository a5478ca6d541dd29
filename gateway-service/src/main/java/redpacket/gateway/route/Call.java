package redpacket.gateway.route;

import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;

/**
 * A call of the public contract, as the gateway understood it.
 *
 * @param packetText the id in the path as it was spelled, or null
 */
public record Call(
        Endpoint endpoint,
        @Nullable PacketId packet,
        @Nullable String packetText) {}
