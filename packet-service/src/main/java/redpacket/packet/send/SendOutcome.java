package redpacket.packet.send;

/** How sending ended. */
sealed interface SendOutcome {
    /** There is no such group, or the sender is not in it: the two look the same. */
    record UnknownGroup() implements SendOutcome {}

    /** The key was used for another request. */
    record KeyReused() implements SendOutcome {}

    record UserFrozen() implements SendOutcome {}

    record InsufficientBalance() implements SendOutcome {}

    /** @param zone the time zone of the day; empty where it is not known */
    record DailyLimitReached(String zone) implements SendOutcome {}

    /** Not now: the same request with the same key converges later. */
    record Unavailable(Reason reason) implements SendOutcome {}

    /** The packet is active and paid, by this request or by an earlier one with the same key. */
    record Sent(Order order, boolean repeated) implements SendOutcome {}

    /** Why not now; in metrics and logs only. */
    enum Reason {
        NO_SET,
        SET_DOES_NOT_SERVE,
        CHARGE_UNKNOWN,
        CHARGE_VOIDED,
        ORDER_LOST
    }
}
