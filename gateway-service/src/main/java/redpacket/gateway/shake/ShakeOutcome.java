package redpacket.gateway.shake;

/** How a shake ends. */
sealed interface ShakeOutcome {
    /** With behindIsAway the phone is asked to wait longer. */
    record Nothing(boolean behindIsAway) implements ShakeOutcome {}

    record Won(Prize prize) implements ShakeOutcome {}
}
