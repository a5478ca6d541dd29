package redpacket.grab.model;

/** How a packet divides its total into shares. */
public enum PacketKind {
    LUCKY,
    EQUAL,
    EXCLUSIVE,
    PASSWORD
}
