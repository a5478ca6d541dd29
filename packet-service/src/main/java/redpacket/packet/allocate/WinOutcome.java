package redpacket.packet.allocate;

/** The outcomes of a win, in order of precedence. */
sealed interface WinOutcome {
    /** The gateway does not hold the prize, or the campaign is over or paused. */
    record NotHeld() implements WinOutcome {}

    /** The user has as many wins as one user may have. */
    record CapReached() implements WinOutcome {}

    /** The user has won another prize of the same packet. */
    record SamePacket() implements WinOutcome {}

    /** The win is durable, and the user may be told. */
    record Won() implements WinOutcome {}
}
