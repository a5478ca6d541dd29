package redpacket.gateway.ended;

import java.util.Arrays;

/** How a packet has ended, and who had won by then: nobody can win any more. */
public final class Ended {
    private final Outcome outcome;
    private final long[] winners;

    /** What those hear who did not win. */
    public enum Outcome {
        EMPTY,
        EXPIRED
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
