package redpacket.grab.model;

/** How a packet ended. Its last entry is durable. */
public enum Ending {
    /** Every share was opened. */
    EMPTY,
    /** The closing entry took the rest. */
    EXPIRED
}
