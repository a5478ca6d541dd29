package redpacket.common.set;

/** What an operator, or a failure, has made of a set. */
public enum SetState {
    /** Takes new packets and serves those that exist. */
    OPEN,
    /** Takes no new packets; existing ones are served, and what was charged is still activated. */
    MASKED,
    /** Serves nothing; callers hear when to come back. */
    DOWN
}
