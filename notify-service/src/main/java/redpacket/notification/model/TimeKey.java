package redpacket.notification.model;

import java.time.Instant;

/**
 * The position of a record in time: milliseconds, then bits of the packet id that tell two records of one millisecond
 * apart. Lists are sorted by it, and cursors contain it.
 */
public final class TimeKey {
    private static final int LOW_BITS = 21;
    private static final long LOW_MASK = (1L << LOW_BITS) - 1;

    private TimeKey() {}

    /** The same for every delivery of the same event. */
    public static long of(Instant at, String packetId) {
        return first(at) | (packetId.hashCode() & LOW_MASK);
    }

    /** No record of this instant, or a later one, has a smaller key. */
    public static long first(Instant at) {
        return at.toEpochMilli() << LOW_BITS;
    }
}
