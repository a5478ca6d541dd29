package redpacket.packet.model;

/** Who may open a packet. */
public enum AudienceKind {
    /** Who has the id. */
    LINK,
    /** The members of a group when the packet was sent. */
    GROUP,
    /** Named users. */
    USERS
}
