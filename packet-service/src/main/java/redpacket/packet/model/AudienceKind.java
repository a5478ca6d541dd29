package redpacket.packet.model;

/** Who may take part. */
public enum AudienceKind {
    /** Whoever has the id. */
    LINK,
    /** The users that are named. */
    USERS,
    /** Who was a member of the group when the packet was sent. */
    GROUP
}
