package redpacket.packet.model;

/** How a packet is shared out, and to whom. */
public enum PacketKind {
    /** Random shares by the double-average rule. */
    LUCKY,
    /** Shares of the same size. */
    EQUAL,
    /** One share for one named user. */
    EXCLUSIVE,
    /** As LUCKY, for users that know the password. */
    PASSWORD
}
