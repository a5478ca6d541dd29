package redpacket.packet.lane;

import redpacket.common.id.PacketId;

/** The lanes of the packets, each with one owner among the grab-service instances. */
@FunctionalInterface
public interface Lanes {
    /** Has the owner close a packet whose time has passed; whether it is closed now. Bears being repeated. */
    boolean close(PacketId packet);

    /** The same for a packet of a campaign, before its time. */
    default boolean recall(PacketId packet) {
        return close(packet);
    }
}
