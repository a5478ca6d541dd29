package redpacket.packet.invite;

/** Whether a user may share a packet, in order of precedence. */
sealed interface InviteOutcome {
    /** The set is down, or does not answer. */
    record Unavailable() implements InviteOutcome {}

    /** There is none, or not for this caller: the two look the same. */
    record NotFound() implements InviteOutcome {}

    record Invited() implements InviteOutcome {}
}
