package redpacket.packet.deal;

/** How writing a win ends, in order of precedence. */
sealed interface WinOutcome {
    /** The gateway does not hold the prize, or the campaign is over or paused. */
    record NotHeld() implements WinOutcome {}

    /** The user has won what one user may. */
    record CapReached() implements WinOutcome {}

    /** The user has won another prize of the same packet. */
    record SamePacket() implements WinOutcome {}

    /** It is durable; the user may be told. */
    record Won() implements WinOutcome {}
}
