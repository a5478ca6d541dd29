package redpacket.account.correct;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A correction as it is stored; amountFen is what goes into the wallet, with its sign. */
record Correction(
        String correctionId,
        long userId,
        long amountFen,
        String reason,
        State state,
        long requestedBy,
        Instant requestedAt,
        String idempotencyKey,
        @Nullable Long approvedBy,
        @Nullable Instant approvedAt) {
    enum State {
        /** A second operator has not approved it. */
        PENDING,
        /** The transfer is in the ledger. */
        APPLIED
    }

    /** Whether a repeat under the same key asks for the same. */
    boolean isSameRequest(Correction other) {
        return userId == other.userId && amountFen == other.amountFen && reason.equals(other.reason);
    }
}
