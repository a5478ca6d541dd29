package redpacket.packet.deal;

import java.time.Duration;
import java.time.Instant;

/**
 * When the prizes of a campaign are due: evenly over what is left of its window.
 *
 * @param from the first of the rest is due then
 * @param firstOrdinal of the rest; those before it are due at once
 */
record Pace(Instant from, Instant endsAt, int firstOrdinal, int prizesTotal) {
    /** When the prize with this ordinal may be given away. */
    Instant dueAt(int ordinal) {
        int rest = prizesTotal - firstOrdinal;
        if (ordinal <= firstOrdinal || rest <= 0) {
            return from;
        }
        // Millis of a window times prizes: both are bounded far below what a long holds.
        return from.plusMillis(windowMillis() * (ordinal - firstOrdinal) / rest);
    }

    /** How many prizes are due by then: those with an ordinal below this. */
    int dueBy(Instant at) {
        if (at.isBefore(from)) {
            return firstOrdinal;
        }
        long window = windowMillis();
        if (window <= 0) {
            return prizesTotal;
        }
        long passed = Math.min(window, Duration.between(from, at).toMillis());
        long rest = (long) prizesTotal - firstOrdinal;
        return (int) Math.min(prizesTotal, firstOrdinal + passed * rest / window + 1);
    }

    private long windowMillis() {
        return Math.max(0, Duration.between(from, endsAt).toMillis());
    }
}
