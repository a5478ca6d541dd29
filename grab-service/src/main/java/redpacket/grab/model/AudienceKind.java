package redpacket.grab.model;

/** The kind of audience that may open a packet. */
public enum AudienceKind {
    LINK,
    GROUP,
    USERS
}
