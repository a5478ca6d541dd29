package redpacket.gateway.model;

/** The priority of a call, the most important first. In overload the gateway sheds the last classes first. */
public enum CallClass {
    /** An operator's call. It is never shed. */
    OPERATE(-1),
    OPEN(0),
    /** New packets, and money in and out of the wallet. */
    SEND(1),
    SHARE(2),
    GRAB(3),
    SHAKE(4),
    /** One packet, or the balance. */
    DETAILS(5),
    LISTS(6),
    /** Names, groups, pushed events. */
    PROFILE(7);

    /** The number of classes that can be shed. */
    public static final int COUNT = 8;

    private final int priority;

    CallClass(int priority) {
        this.priority = priority;
    }

    /** From 0, the most important, to below {@link #COUNT}; negative for a class that is never shed. */
    public int priority() {
        return priority;
    }

    /** Whether a call of this class is idempotent by packet and user, so that it needs no Idempotency-Key. */
    public boolean needsNoKey() {
        return this == OPEN || this == GRAB || this == SHAKE;
    }
}
