package redpacket.local.election;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What stands in a group's way now, by subject. A condition that lasts is reported once. */
final class Conditions {
    private static final long REPORTED_AFTER_NANOS = 3_000_000_000L;

    private record Condition(String text, long sinceNanos, boolean reported) {}

    private final Map<String, Condition> bySubject = new LinkedHashMap<>();
    private final LongSupplier nanoTime;
    private final Consumer<String> report;

    Conditions(LongSupplier nanoTime, Consumer<String> report) {
        this.nanoTime = nanoTime;
        this.report = report;
    }

    void set(String subject, String text) {
        long now = nanoTime.getAsLong();
        Condition before = bySubject.get(subject);
        Condition next = before == null || !before.text().equals(text) ? new Condition(text, now, false) : before;
        if (!next.reported() && now - next.sinceNanos() >= REPORTED_AFTER_NANOS) {
            report.accept(text);
            next = new Condition(text, next.sinceNanos(), true);
        }
        bySubject.put(subject, next);
    }

    void clear(String subject) {
        bySubject.remove(subject);
    }

    List<String> texts() {
        return bySubject.values().stream().map(Condition::text).toList();
    }
}
