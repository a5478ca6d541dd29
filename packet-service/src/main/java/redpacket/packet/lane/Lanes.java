package redpacket.packet.lane;

import redpacket.common.id.PacketId;

/** The lanes of the packets, each with one owner among the grab-service instances. */
@FunctionalInterface
public interface Lanes {
    /** Lets the owner close an expired packet; whether it is closed now. May be repeated. */
    boolean close(PacketId packet);

    /** The same for a packet of a campaign, before its time. */
    default boolean recall(PacketId packet) {
        return close(packet);
    }
}
