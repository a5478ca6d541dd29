package redpacket.account.funds;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of a set's packets that were read whole, with the escrow of the unfinished ones. The finished ones have
 * nothing left and no escrow. A range is forgotten when the ledger moves money of a finished packet. It is read again
 * from time to time, which finds rows that were written by hand.
 */
final class KnownRanges {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int RANGES_MAX = 10_000;
    private static final int UNFINISHED_MAX = 200_000;

    /** By the number that they begin after; they never overlap. */
    private final TreeMap<Long, Range> ranges = new TreeMap<>();

    /**
     * The packets after a number through another one.
     *
     * @param held fen in escrow, by the number of each packet that is not finished
     */
    record Range(long through, Instant until, TreeMap<Long, Long> held) {
        boolean isDue(Instant now) {
            return !until.isAfter(now);
        }
    }

    /** The range that begins after this number; null when it is not known. */
    @Nullable
    Range after(long number) {
        return ranges.get(number);
    }

    /** The beginnings of ranges that are due to be read again, the most overdue first, no more than this many. */
    Set<Long> due(int atMost, Instant now) {
        return ranges.entrySet().stream()
                .filter(range -> range.getValue().isDue(now))
                .sorted(Comparator.comparing(range -> range.getValue().until()))
                .limit(atMost)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    void keep(long after, long through, Map<Long, Long> held, Instant now) {
        // A packet is in one range at the most.
        ranges.subMap(after, true, through, false).clear();
        Map.Entry<Long, Range> before = ranges.lowerEntry(after);
        if (before != null && before.getValue().through() > after) {
            ranges.remove(before.getKey());
        }
        if (ranges.size() < RANGES_MAX && unfinished() + held.size() <= UNFINISHED_MAX) {
            ranges.put(after, new Range(through, now.plus(KEPT), new TreeMap<>(held)));
        }
    }

    /** The ledger has moved so many fen into this packet's escrow. */
    void moved(long packetNumber, long fen) {
        Map.Entry<Long, Range> range = ranges.lowerEntry(packetNumber);
        if (range != null
                && range.getValue().through() >= packetNumber
                && range.getValue().held().computeIfPresent(packetNumber, (number, held) -> Math.addExact(held, fen))
                        == null) {
            ranges.remove(range.getKey());
        }
    }

    private int unfinished() {
        return ranges.values().stream().mapToInt(range -> range.held().size()).sum();
    }

    void forgetAll() {
        ranges.clear();
    }
}
