package redpacket.grab.model;

/** How a packet ended: its last entry is durable. */
public enum Ending {
    /** Every share was opened. */
    EMPTY,
    /** The closing entry took what was left. */
    EXPIRED
}
