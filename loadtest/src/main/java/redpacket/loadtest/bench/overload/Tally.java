package redpacket.loadtest.bench.overload;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import redpacket.loadtest.load.ApiClients;

/** Counts the calls of one run by kind and result, and useful opens by second. */
final class Tally {
    /** An open that is answered later is not useful: its client has given up. */
    static final long USEFUL_MICROS = 1_000_000;

    private final int seconds;
    private final Map<Mix.Kind, AtomicIntegerArray> offered = new EnumMap<>(Mix.Kind.class);
    private final Map<Mix.Kind, AtomicIntegerArray> served = new EnumMap<>(Mix.Kind.class);
    private final Map<Mix.Kind, AtomicIntegerArray> refused = new EnumMap<>(Mix.Kind.class);
    private final Map<Mix.Kind, AtomicIntegerArray> failed = new EnumMap<>(Mix.Kind.class);
    private final AtomicIntegerArray useful;
    /** Calls that were not served, by kind, status and problem code. */
    private final Map<String, LongAdder> reasons = new ConcurrentSkipListMap<>();

    private final Histogram opens = new ConcurrentHistogram(3);
    /** Delays of the load generator: from the due time of a call to its begin. */
    private final Histogram late = new ConcurrentHistogram(3);

    Tally(int seconds) {
        this.seconds = seconds;
        this.useful = new AtomicIntegerArray(seconds);
        for (Mix.Kind kind : Mix.Kind.values()) {
            for (Map<Mix.Kind, AtomicIntegerArray> counts : List.of(offered, served, refused, failed)) {
                counts.put(kind, new AtomicIntegerArray(seconds));
            }
        }
    }

    /**
     * @param second of the run in which it was due
     * @param microsLate that it began after that
     */
    void offered(Mix.Kind kind, double second, long microsLate) {
        count(offered, kind, second);
        late.recordValue(Math.max(0, microsLate));
    }

    double lateP99Millis() {
        return late.getValueAtPercentile(99) / 1e3;
    }

    /** @param second of the run in which it was due */
    void answered(Mix.Kind kind, double second, ApiClients.Reply reply, long micros) {
        if (reply.isOk()) {
            count(served, kind, second);
            if (kind == Mix.Kind.OPEN) {
                opens.recordValue(micros);
                if (micros <= USEFUL_MICROS) {
                    useful.incrementAndGet(index(second));
                }
            }
            return;
        }
        count(reply.isRetryable() ? refused : failed, kind, second);
        reasons.computeIfAbsent(kind + " " + reply.status() + " " + reply.code(), ignored -> new LongAdder())
                .increment();
    }

    private void count(Map<Mix.Kind, AtomicIntegerArray> counts, Mix.Kind kind, double second) {
        counts.getOrDefault(kind, new AtomicIntegerArray(seconds)).incrementAndGet(index(second));
    }

    private int index(double second) {
        return Math.clamp((int) second, 0, seconds - 1);
    }

    /** Opens answered within a second of when they were due, a second of the run. */
    double goodput() {
        return (double) sum(useful) / seconds;
    }

    /** Seconds from the start until nearly all opens of each second are useful; the whole run if that never happens. */
    int recoveredSeconds() {
        AtomicIntegerArray opensOffered = offered.getOrDefault(Mix.Kind.OPEN, useful);
        for (int second = seconds - 1; second >= 0; second--) {
            if (useful.get(second) < opensOffered.get(second) * Capacity.ALL) {
                return second + 1;
            }
        }
        return 0;
    }

    double offeredASecond(Mix.Kind kind) {
        return (double) all(kind) / seconds;
    }

    /** Served calls of every kind. */
    double servedASecond() {
        return (double) served.values().stream().mapToInt(Tally::sum).sum() / seconds;
    }

    double p50Millis() {
        return opens.getValueAtPercentile(50) / 1e3;
    }

    double p99Millis() {
        return opens.getValueAtPercentile(99) / 1e3;
    }

    private int all(Mix.Kind kind) {
        return sum(offered.getOrDefault(kind, useful));
    }

    private double servedPercent(Mix.Kind kind) {
        return 100.0 * sum(served.getOrDefault(kind, useful)) / Math.max(1, all(kind));
    }

    int failures() {
        return failed.values().stream().mapToInt(Tally::sum).sum();
    }

    private static int sum(AtomicIntegerArray counts) {
        int sum = 0;
        for (int i = 0; i < counts.length(); i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** The served part of each kind. */
    String parts() {
        StringBuilder text = new StringBuilder();
        for (Mix.Kind kind : Mix.Kind.values()) {
            text.append(String.format(
                    Locale.ROOT, " %s %.0f %%", kind.name().toLowerCase(Locale.ROOT), servedPercent(kind)));
        }
        return text.toString().strip();
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("useful opens a second", goodput());
        figures.put("open p50 ms", p50Millis());
        figures.put("open p99 ms", p99Millis());
        figures.put("calls begun late by, p99 ms", lateP99Millis());
        Map<String, Double> parts = new LinkedHashMap<>();
        for (Mix.Kind kind : Mix.Kind.values()) {
            parts.put(kind.name(), servedPercent(kind));
        }
        figures.put("percent served", parts);
        figures.put("failed or unanswered", failures());
        Map<String, Long> counts = new LinkedHashMap<>();
        reasons.forEach((reason, count) -> counts.put(reason, count.sum()));
        figures.put("not served, by reason", counts);
        figures.put("useful opens by second", useful.toString());
        return figures;
    }
}
