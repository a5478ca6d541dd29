package redpacket.local.election;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A set of transactions by source and number, such as {@code UUID:1-5:7,UUID:tag:1-3}. Of two sets each may hold what
 * the other does not, so they are compared by containment and never by size. Immutable.
 */
public final class GtidSet {
    public static final GtidSet EMPTY = new GtidSet(new TreeMap<>());

    private record Interval(long first, long last) {
        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + "-" + last;
        }
    }

    /** By source; sorted, disjoint, never adjacent, never empty. */
    private final SortedMap<String, List<Interval>> intervals;

    private GtidSet(SortedMap<String, List<Interval>> intervals) {
        this.intervals = intervals;
    }

    /** The format of MySQL, and of {@link #toString}. */
    public static GtidSet parse(String text) {
        SortedMap<String, List<Interval>> parsed = new TreeMap<>();
        for (String part : text.replaceAll("\\s", "").split(",")) {
            String[] words = part.split(":");
            String source = words[0];
            for (int i = 1; i < words.length; i++) {
                if (!words[i].matches("\\d+(-\\d+)?")) {
                    // A tag, which the intervals after it belong to.
                    source = words[0] + ":" + words[i];
                    continue;
                }
                String[] ends = words[i].split("-");
                parsed.computeIfAbsent(source, key -> new ArrayList<>())
                        .add(new Interval(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1])));
            }
        }
        return of(parsed);
    }

    /** All transactions of each source up to a number, as MariaDB states them. */
    public static GtidSet upTo(Map<String, Long> lastBySource) {
        SortedMap<String, List<Interval>> all = new TreeMap<>();
        lastBySource.forEach((source, last) -> all.put(source, List.of(new Interval(1, last))));
        return of(all);
    }

    private static GtidSet of(SortedMap<String, List<Interval>> any) {
        SortedMap<String, List<Interval>> merged = new TreeMap<>();
        any.forEach((source, list) -> {
            List<Interval> disjoint = merge(list);
            if (!disjoint.isEmpty()) {
                merged.put(source, disjoint);
            }
        });
        return new GtidSet(merged);
    }

    private static List<Interval> merge(List<Interval> any) {
        List<Interval> merged = new ArrayList<>();
        for (Interval next :
                any.stream().sorted(Comparator.comparingLong(Interval::first)).toList()) {
            Interval last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && next.first() <= last.last() + 1) {
                merged.set(merged.size() - 1, new Interval(last.first(), Math.max(last.last(), next.last())));
            } else if (next.first() <= next.last()) {
                merged.add(next);
            }
        }
        return List.copyOf(merged);
    }

    public boolean isEmpty() {
        return intervals.isEmpty();
    }

    public boolean containsAll(GtidSet other) {
        return other.minus(this).isEmpty();
    }

    public GtidSet union(GtidSet other) {
        SortedMap<String, List<Interval>> all = new TreeMap<>();
        intervals.forEach((source, list) -> all.put(source, new ArrayList<>(list)));
        other.intervals.forEach((source, list) ->
                all.computeIfAbsent(source, key -> new ArrayList<>()).addAll(list));
        return of(all);
    }

    public GtidSet minus(GtidSet other) {
        SortedMap<String, List<Interval>> rest = new TreeMap<>();
        intervals.forEach((source, list) ->
                rest.put(source, minus(list, other.intervals.getOrDefault(source, List.of()))));
        return of(rest);
    }

    private static List<Interval> minus(List<Interval> from, List<Interval> removed) {
        List<Interval> rest = new ArrayList<>();
        for (Interval interval : from) {
            long first = interval.first();
            for (Interval hole : removed) {
                if (hole.last() >= first && hole.first() <= interval.last()) {
                    if (hole.first() > first) {
                        rest.add(new Interval(first, hole.first() - 1));
                    }
                    first = hole.last() + 1;
                }
            }
            if (first <= interval.last()) {
                rest.add(new Interval(first, interval.last()));
            }
        }
        return rest;
    }

    /** Without the transactions of a source, whatever their tags. */
    public GtidSet without(String source) {
        SortedMap<String, List<Interval>> rest = new TreeMap<>(intervals);
        rest.keySet().removeIf(key -> key.equals(source) || key.startsWith(source + ":"));
        return new GtidSet(rest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GtidSet that && intervals.equals(that.intervals);
    }

    @Override
    public int hashCode() {
        return intervals.hashCode();
    }

    @Override
    public String toString() {
        return intervals.entrySet().stream()
                .map(entry -> entry.getKey() + ":"
                        + entry.getValue().stream().map(Interval::toString).collect(Collectors.joining(":")))
                .collect(Collectors.joining(","));
    }
}
