package redpacket.gateway.ended;

import java.util.Arrays;
import redpacket.gateway.answer.Answer;

/** How a packet has ended, and its winners, of whom there can be no more. */
public final class Ended {
    private final Outcome outcome;
    private final long[] winners;

    /** The outcome for users who did not win. */
    public enum Outcome {
        EMPTY,
        EXPIRED;

        public Answer answer() {
            return Answer.of(200, Answer.JSON, "{\"outcome\":\"" + name() + "\"}");
        }
    }

    public Ended(Outcome outcome, long[] winners) {
        this.outcome = outcome;
        this.winners = winners.clone();
        Arrays.sort(this.winners);
    }

    Outcome outcome() {
        return outcome;
    }

    boolean isWinner(long user) {
        return Arrays.binarySearch(winners, user) >= 0;
    }

    int numbers() {
        return 1 + winners.length;
    }
}
