package redpacket.loadtest.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import redpacket.loadtest.proof.Journal.Ending;

/** When the calls of each class ended, by packet set. Thread-safe. */
final class CallStatistics {
    /**
     * A class of calls.
     *
     * @param set a packet set, or {@link #ANY_SET}
     * @param call such as open
     */
    record CallClass(String set, String call) implements Comparable<CallClass> {
        @Override
        public int compareTo(CallClass other) {
            return (call + set).compareTo(other.call + other.set);
        }
    }

    /**
     * One call.
     *
     * @param answer its status and business ending, such as "200 OPENED"; the failure if there was no answer
     */
    record Ended(long begunNanos, long endedNanos, Ending ending, String answer) {}

    static final String ANY_SET = "any";
    private static final Queue<Ended> NONE = new ConcurrentLinkedQueue<>();

    private final Map<CallClass, Queue<Ended>> calls = new ConcurrentHashMap<>();

    void add(CallClass of, Ended ended) {
        calls.computeIfAbsent(of, ignored -> new ConcurrentLinkedQueue<>()).add(ended);
    }

    Set<CallClass> classes() {
        return new TreeMap<>(calls).keySet();
    }

    private List<Ended> between(CallClass of, long fromNanos, long toNanos) {
        return calls.getOrDefault(of, NONE).stream()
                .filter(call -> call.endedNanos() - fromNanos >= 0 && toNanos - call.endedNanos() >= 0)
                .toList();
    }

    /** The longest time without an answer, and its end as time since the beginning of the interval. */
    record Gap(Duration length, Duration backAfter) {}

    /** From the beginning to the end of an interval. */
    Gap gap(CallClass of, long fromNanos, long toNanos) {
        long longest = 0;
        long last = fromNanos;
        long back = fromNanos;
        for (long end : answeredAt(of, fromNanos, toNanos)) {
            if (end - last > longest) {
                longest = end - last;
                back = end;
            }
            last = end;
        }
        if (toNanos - last > longest) {
            longest = toNanos - last;
            back = toNanos;
        }
        return new Gap(Duration.ofNanos(longest), Duration.ofNanos(back - fromNanos));
    }

    private List<Long> answeredAt(CallClass of, long fromNanos, long toNanos) {
        return between(of, fromNanos, toNanos).stream()
                .filter(call -> call.ending() == Ending.OK)
                .map(Ended::endedNanos)
                .sorted()
                .toList();
    }

    /** Calls that ended in an interval, by how they ended. */
    Map<Ending, Long> endings(CallClass of, long fromNanos, long toNanos) {
        return between(of, fromNanos, toNanos).stream()
                .collect(Collectors.groupingBy(Ended::ending, TreeMap::new, Collectors.counting()));
    }

    /** Calls that began and ended in an interval with this answer. */
    long count(CallClass of, String answer, long fromNanos, long toNanos) {
        return between(of, fromNanos, toNanos).stream()
                .filter(call ->
                        call.begunNanos() - fromNanos >= 0 && call.answer().equals(answer))
                .count();
    }
}
