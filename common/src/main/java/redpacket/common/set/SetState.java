package redpacket.common.set;

/** The state of a set, by an operator's decision. */
public enum SetState {
    /** Takes new packets and serves those that exist. */
    OPEN,
    /** Takes no new packets; existing ones are served, and charged ones are still activated. */
    MASKED,
    /** Serves nothing; callers are told when to come back. */
    DOWN
}
