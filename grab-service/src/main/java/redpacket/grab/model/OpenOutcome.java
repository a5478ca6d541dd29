package redpacket.grab.model;

import java.time.Instant;

/** How a grab or an open ends, in the order of precedence. */
public sealed interface OpenOutcome {
    /** No such packet, or none that the caller may know of. */
    record Unknown() implements OpenOutcome {}

    record NotInAudience() implements OpenOutcome {}

    record WrongPassword() implements OpenOutcome {}

    /**
     * The caller's share.
     *
     * @param remainingCount shares that were left after this one
     * @param replayed it was opened before, by a request that was answered or lost
     */
    record Opened(long amountFen, int sequence, int remainingCount, Instant openedAt, boolean replayed)
            implements OpenOutcome {}

    record Empty(boolean openToAll) implements OpenOutcome {}

    record Expired(boolean openToAll) implements OpenOutcome {}

    /** Of a grab alone: shares are left, go on and open. */
    record Grabbed() implements OpenOutcome {}
}
