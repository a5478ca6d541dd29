package redpacket.packet.expire;

import redpacket.common.id.PacketId;

/** The lanes of the packets, each with one owner among the grab-service instances. */
@FunctionalInterface
interface Lanes {
    /** Has the owner close the packet; whether it is closed now. Bears being repeated. */
    boolean close(PacketId packet);
}
