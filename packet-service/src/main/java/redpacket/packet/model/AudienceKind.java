package redpacket.packet.model;

/** The users that may take part. */
public enum AudienceKind {
    /** Every user that has the id. */
    LINK,
    /** The users that are named. */
    USERS,
    /** The members of the group at the time of sending. */
    GROUP
}
