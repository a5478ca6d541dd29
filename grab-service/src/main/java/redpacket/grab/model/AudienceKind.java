package redpacket.grab.model;

/** Who may open a packet. */
public enum AudienceKind {
    LINK,
    GROUP,
    USERS
}
