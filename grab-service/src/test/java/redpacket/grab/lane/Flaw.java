package redpacket.grab.lane;

/** A promise that the simulated world can leave out, to see the checks go red. */
enum Flaw {
    NONE,
    NO_KEY_OF_A_SEQUENCE_AND_OF_A_USER,
    ACKNOWLEDGES_BEFORE_THE_COMMIT,
    REFUNDS_WITHOUT_CLOSING_THE_LANE,
    CONSUMES_WITHOUT_DEDUPE
}
