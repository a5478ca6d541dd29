package redpacket.account.funds;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of a set's packets of which nothing is left and nothing is held: nobody opens them any more. They are not read
 * again until the ledger moves something of theirs, and after a minute in any case, for somebody may write by hand
 * where nobody may.
 */
final class FinishedRanges {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int RANGES_MAX = 10_000;

    /** By the number that they begin after. */
    private final TreeMap<Long, Range> ranges = new TreeMap<>();

    private record Range(long through, Instant until) {}

    /** Where a range ends that begins after this number and need not be read; null without one. */
    @Nullable
    Long throughOf(long after, Instant now) {
        Range range = ranges.get(after);
        if (range == null) {
            return null;
        }
        if (!range.until().isAfter(now)) {
            ranges.remove(after);
            return null;
        }
        return range.through();
    }

    void keep(long after, long through, Instant now) {
        // Ranges never overlap: a packet is in one of them at the most.
        ranges.subMap(after, true, through, false).clear();
        Map.Entry<Long, Range> before = ranges.lowerEntry(after);
        if (before != null && before.getValue().through() > after) {
            ranges.remove(before.getKey());
        }
        if (ranges.size() >= RANGES_MAX) {
            ranges.values().removeIf(range -> !range.until().isAfter(now));
        }
        if (ranges.size() < RANGES_MAX) {
            ranges.put(after, new Range(through, now.plus(KEPT)));
        }
    }

    /** The ledger has an entry of this packet that it did not have. */
    void moved(long packetNumber) {
        Map.Entry<Long, Range> range = ranges.lowerEntry(packetNumber);
        if (range != null && range.getValue().through() >= packetNumber) {
            ranges.remove(range.getKey());
        }
    }

    void forgetAll() {
        ranges.clear();
    }
}
