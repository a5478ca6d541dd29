package redpacket.grab.model;

import java.time.Instant;

/** The outcome of a grab or an open, in the order of precedence. */
public sealed interface OpenOutcome {
    /** There is no such packet, or the caller must not know of it. */
    record Unknown() implements OpenOutcome {}

    /** The caller may know of the packet and not take part. */
    record NotInAudience() implements OpenOutcome {}

    /** The password is wrong or missing, or the caller has no try left. */
    record WrongPassword() implements OpenOutcome {}

    /**
     * The caller's share.
     *
     * @param remainingCount shares left after this one
     * @param replayed an earlier request had opened the share, whether or not its answer arrived
     */
    record Opened(long amountFen, int sequence, int remainingCount, Instant openedAt, boolean replayed)
            implements OpenOutcome {}

    /** Every share was opened. With openToAll every user with the id may learn it. */
    record Empty(boolean openToAll) implements OpenOutcome {}

    /** The closing entry took the rest. With openToAll every user with the id may learn it. */
    record Expired(boolean openToAll) implements OpenOutcome {}

    /** Of a grab only: shares are left, so the caller may open. */
    record Grabbed() implements OpenOutcome {}
}
