package redpacket.packet.allocate;

import java.time.Duration;
import java.time.Instant;

/**
 * The times at which the prizes of a campaign are due: evenly over the rest of its window.
 *
 * @param from the first of the rest is due then
 * @param firstOrdinal of the rest; those before it are due at once
 */
record Pace(Instant from, Instant endsAt, int firstOrdinal, int prizesTotal) {
    /** The time from which the prize with this ordinal may be won. */
    Instant dueAt(int ordinal) {
        int rest = prizesTotal - firstOrdinal;
        if (ordinal <= firstOrdinal || rest <= 0) {
            return from;
        }
        // Milliseconds of a window times prizes: both are bounded far below the range of a long.
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
