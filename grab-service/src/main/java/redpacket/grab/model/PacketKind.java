package redpacket.grab.model;

/** How a packet shares out its total. */
public enum PacketKind {
    LUCKY,
    EQUAL,
    EXCLUSIVE,
    PASSWORD
}
