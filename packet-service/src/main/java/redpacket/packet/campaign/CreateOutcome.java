package redpacket.packet.campaign;

/** How setting up a campaign ends, in order of precedence. */
sealed interface CreateOutcome {
    record KeyReused() implements CreateOutcome {}

    record SponsorFrozen() implements CreateOutcome {}

    record InsufficientBalance() implements CreateOutcome {}

    /** Begun perhaps; the same request with the same key goes on. */
    record Unavailable() implements CreateOutcome {}

    record Created(Campaign campaign) implements CreateOutcome {}
}
