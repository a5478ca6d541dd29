package redpacket.grab.model;

import java.util.random.RandomGenerator;

/**
 * Draws the next share.
 *
 * <p>LUCKY and PASSWORD follow the double-average rule. With left fen for n shares, the draw is uniform from max(1,
 * left − (n−1)·limit) to min(2·left/n − 1, limit, left − (n−1)), and at least that lower end. The last share takes the
 * rest. So the sum is exact, every share is at least 1 fen, none passes the limit, and each has the same expectation.
 */
public final class Amounts {
    private final long shareFenMax;

    /** With the most that one share may hold. */
    public Amounts(long shareFenMax) {
        if (shareFenMax < 1) {
            throw new IllegalArgumentException("a share holds at least 1 fen");
        }
        this.shareFenMax = shareFenMax;
    }

    /** The next share of a packet with leftFen for leftCount shares. */
    public long draw(PacketTerms terms, long leftFen, int leftCount, RandomGenerator random) {
        return switch (terms.kind()) {
            case LUCKY, PASSWORD -> lucky(leftFen, leftCount, random);
            case EQUAL -> terms.totalFen() / terms.count();
            case EXCLUSIVE -> terms.totalFen();
        };
    }

    long lucky(long leftFen, int leftCount, RandomGenerator random) {
        if (leftCount == 1) {
            return leftFen;
        }
        long low = lowest(leftFen, leftCount);
        return random.nextLong(low, highest(leftFen, leftCount) + 1);
    }

    long lowest(long leftFen, int leftCount) {
        return Math.max(1, leftFen - (leftCount - 1) * shareFenMax);
    }

    long highest(long leftFen, int leftCount) {
        long high = Math.min(2 * leftFen / leftCount - 1, Math.min(shareFenMax, leftFen - (leftCount - 1)));
        return Math.max(lowest(leftFen, leftCount), high);
    }
}
