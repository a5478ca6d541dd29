package redpacket.local.supervise;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a stack now, and since when. Thread-safe. */
final class Problems {
    /**
     * One thing that is wrong.
     *
     * @param subject the same while the problem lasts
     * @param todo the operator's next step
     */
    record Problem(String subject, String what, String todo) {}

    private final Clock clock;
    private final Map<String, Map<String, Instant>> sinceBySource = new HashMap<>();
    private final Map<String, List<Problem>> bySource = new LinkedHashMap<>();

    Problems(Clock clock) {
        this.clock = clock;
    }

    /**
     * Replaces the problems of one source.
     *
     * @param source a check, such as the metrics
     */
    synchronized void found(String source, List<Problem> problems) {
        Map<String, Instant> before = sinceBySource.getOrDefault(source, Map.of());
        Map<String, Instant> since = new HashMap<>();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        problems.forEach(problem -> since.put(problem.subject(), before.getOrDefault(problem.subject(), now)));
        sinceBySource.put(source, since);
        bySource.put(source, List.copyOf(problems));
    }

    /** One line a problem: what, since when, what to do. */
    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        bySource.forEach((source, problems) -> problems.forEach(problem -> lines.add("now: " + problem.what()
                + " (since " + sinceBySource.getOrDefault(source, Map.of()).get(problem.subject()) + "). Do: "
                + problem.todo())));
        return lines;
    }
}
