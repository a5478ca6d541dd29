package redpacket.gateway.shake;

/** The outcome of a shake. */
sealed interface ShakeOutcome {
    /** @param serviceAway packet-service does not answer, so the client waits longer */
    record Nothing(boolean serviceAway) implements ShakeOutcome {}

    record Won(Prize prize) implements ShakeOutcome {}
}
