package redpacket.account.wallet;

import org.jspecify.annotations.Nullable;
import redpacket.common.money.Fen;
import redpacket.common.problem.Problem;

/** The body of a top-up and of a withdrawal. */
record AmountRequest(@Nullable Long amountFen) {
    private static final long FEN_MAX = 100_000_000;

    /** The amount; 400 for one that is missing or not from 1 to 100 000 000 fen. */
    Fen amount() {
        if (amountFen == null || amountFen < 1 || amountFen > FEN_MAX) {
            throw Problem.invalid("INVALID_AMOUNT", "amountFen is from 1 to " + FEN_MAX + ".");
        }
        return Fen.of(amountFen);
    }

    /** The amount of a withdrawal, which the balance bounds; 400 for one that is missing or below 1. */
    Fen withdrawn() {
        if (amountFen == null || amountFen < 1) {
            throw Problem.invalid("INVALID_AMOUNT", "amountFen is at least 1.");
        }
        return Fen.of(amountFen);
    }
}
