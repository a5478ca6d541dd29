package redpacket.local.supervise;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import redpacket.local.api.Readings;
import redpacket.local.server.ChildProcess;
import redpacket.local.server.MemberServers;
import redpacket.local.server.RedisServer;
import redpacket.local.supervise.Problems.Problem;

/** Looks at every process, group and metric again and again, so that no fault is silent. */
final class StackWatch {
    private static final long PROCESS_MILLIS = 3_000;
    private static final long METRICS_MILLIS = 10_000;
    private static final long GROUP_MILLIS = 500;
    /** Fewer keys say nothing. */
    private static final long KEYS_MIN = 10;

    private final Plan plan;
    private final ProcessRegistry registry;
    private final Supplier<Readings> metrics;
    private final Problems problems = new Problems(Clock.systemUTC());
    private final Map<String, Long> keys = new HashMap<>();
    private Readings before = new Readings(Map.of());

    /** @param metrics reads the metrics of every service that answers */
    StackWatch(Plan plan, ProcessRegistry registry, Supplier<Readings> metrics) {
        this.plan = plan;
        this.registry = registry;
        this.metrics = metrics;
    }

    void start() {
        registry.repeat("watch-groups", GROUP_MILLIS, this::lookAtGroups);
        registry.repeat("watch-processes", PROCESS_MILLIS, this::lookAtProcesses);
        registry.repeat("watch-metrics", METRICS_MILLIS, this::lookAtMetrics);
    }

    /** What is wrong now, one line each. */
    List<String> lines() {
        return problems.lines();
    }

    private void lookAtGroups() {
        List<Problem> found = new ArrayList<>();
        for (MemberServers group : plan.groups()) {
            group.conditions().forEach(condition -> found.add(new Problem(condition, condition, todo(condition))));
        }
        problems.found("groups", found);
    }

    /** @param condition what a group waits for */
    static String todo(String condition) {
        if (condition.endsWith(" is down")) {
            return "./redpacket start NAME if an order stopped it; else it is started again by itself";
        }
        if (condition.contains("no primary")) {
            return "start the members that are missing; see docs/operations.md, CommitsHang";
        }
        if (condition.contains("every write is refused")) {
            return "bring a replica back; see docs/operations.md, CommitsHang";
        }
        if (condition.contains("does not answer")) {
            return "wait: a primary is replaced after 10 s; kill a replica that hangs";
        }
        return "see docs/operations.md, Copies";
    }

    private void lookAtProcesses() {
        List<Problem> found = new ArrayList<>();
        for (ManagedProcess process : registry.all()) {
            String name = process.name();
            switch (process.state()) {
                case DOWN -> found.add(new Problem(name, name + " is down by order", "./redpacket start " + name));
                case WAITING, STARTING ->
                    found.add(new Problem(name, name + " died or starts", "./redpacket logs " + name + " if it lasts"));
                case READY -> {
                    ChildProcess child = process.process();
                    if (child != null && child.isFrozen()) {
                        found.add(new Problem(
                                name,
                                name + " is stopped by a signal and does nothing",
                                "kill -CONT " + child.pid() + ", or ./redpacket kill and start " + name));
                    } else if (!plan.isDatabase(name) && !process.answersNow()) {
                        found.add(new Problem(
                                name, name + " runs and is not ready", "./redpacket logs " + name + " if it lasts"));
                    }
                    if (name.endsWith("-redis")) {
                        lookAtKeys(name, process.port());
                    }
                }
            }
        }
        problems.found("processes", found);
    }

    private void lookAtKeys(String name, int port) {
        long count = RedisServer.keys(port);
        long known = keys.getOrDefault(name, 0L);
        if (count >= 0) {
            keys.put(name, count);
            if (known >= KEYS_MIN && count < known / 2) {
                registry.fault(name + " holds " + count + " keys after " + known
                        + ": it was emptied or lost its data. Nothing to do: it fills again by itself");
            }
        }
    }

    private void lookAtMetrics() {
        Readings now = metrics.get();
        problems.found("metrics", MetricProblems.of(before, now));
        before = now;
    }
}
