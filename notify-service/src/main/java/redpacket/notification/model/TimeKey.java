package redpacket.notification.model;

import java.time.Instant;

/**
 * Places a record in time: milliseconds first, then what tells two of the same millisecond apart. A list is sorted by it
 * and its cursors are made of it.
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
