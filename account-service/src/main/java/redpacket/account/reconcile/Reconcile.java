package redpacket.account.reconcile;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round all sets and shards, in the process that leads the first shard: it knows which credits are under way, and
 * it holds all findings.
 */
final class Reconcile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconcile.class);
    private static final int RUNS_MAX = 20;

    private final List<CheckSet> sets;
    private final List<CheckShard> shards;
    private final Findings findings;
    private final BooleanSupplier leads;
    private final Clock clock;
    private final UnaryOperator<Duration> restAfter;
    private final Deque<Run> runs = new ArrayDeque<>();
    private final Thread thread;
    private volatile Instant wellAt;

    /**
     * One round, or one run over everything.
     *
     * @param setsChecked sets that could be asked
     */
    record Run(
            Instant at,
            boolean everything,
            long tookMillis,
            int setsChecked,
            long transfersCompared,
            long unmatchedFen,
            long repaired,
            int open) {}

    /** @param restAfter the pause that follows a round, by how long that took */
    Reconcile(
            List<CheckSet> sets,
            List<CheckShard> shards,
            Findings findings,
            BooleanSupplier leads,
            Clock clock,
            UnaryOperator<Duration> restAfter,
            MeterRegistry meters) {
        this.sets = List.copyOf(sets);
        this.shards = List.copyOf(shards);
        this.findings = findings;
        this.leads = leads;
        this.clock = clock;
        this.wellAt = clock.instant();
        this.restAfter = restAfter;
        this.thread = Thread.ofPlatform().daemon().name("reconcile").unstarted(this::run);
        Gauge.builder("redpacket.reconciliation.unmatched.fen", findings, it -> it.unmatchedFen(clock.instant()))
                .description("money of the open findings whose grace is over; 0 when all is well")
                .register(meters);
        Gauge.builder(
                        "redpacket.reconciliation.oldest.seconds",
                        this,
                        it -> it.oldest(clock.instant()).toSeconds())
                .description("age of the oldest open finding")
                .register(meters);
        Gauge.builder("redpacket.reconciliation.open", findings, Findings::open)
                .description("open findings")
                .register(meters);
        Gauge.builder("redpacket.reconciliation.unexplained", findings, it -> it.unexplained(clock.instant()))
                .description("findings that need an operator")
                .register(meters);
        Gauge.builder("redpacket.reconciliation.repaired", findings, Findings::repaired)
                .description("findings that were resolved after their event was sent again, since the start")
                .register(meters);
        Gauge.builder(
                        "redpacket.reconciliation.since.seconds",
                        this,
                        it -> Duration.between(it.wellAt, clock.instant()).toSeconds())
                .description("since the last round over every set and shard; 0 in a process that does not reconcile")
                .register(meters);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            Duration took = Duration.ZERO;
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(restAfter.apply(took));
                long begun = System.nanoTime();
                oneRound();
                took = Duration.ofNanos(System.nanoTime() - begun);
            }
        } catch (InterruptedException e) {
            LOG.debug("reconciliation ends");
        }
    }

    private void oneRound() {
        if (leads.getAsBoolean()) {
            go(false);
        } else {
            // Another process reconciles, and the findings of this one are out of date.
            findings.clear();
            wellAt = clock.instant();
        }
    }

    /** Whether the findings are here. */
    boolean leads() {
        return leads.getAsBoolean();
    }

    /** Everything, now; waits for a round that is under way. */
    Run everything() {
        return go(true);
    }

    private synchronized Run go(boolean everything) {
        long begun = System.nanoTime();
        long before = compared();
        int checked = 0;
        boolean well = true;
        for (CheckSet set : sets) {
            if (attempt(everything ? set::all : set::round)) {
                checked++;
            } else {
                well = false;
            }
        }
        for (CheckShard shard : shards) {
            well &= attempt(everything ? shard::all : shard::round);
        }
        Instant now = clock.instant();
        if (well) {
            wellAt = now;
        }
        Run run = new Run(
                now,
                everything,
                (System.nanoTime() - begun) / 1_000_000,
                checked,
                compared() - before,
                findings.unmatchedFen(now),
                findings.repaired(),
                findings.open());
        synchronized (runs) {
            runs.addFirst(run);
            if (runs.size() > RUNS_MAX) {
                runs.removeLast();
            }
        }
        return run;
    }

    private long compared() {
        return sets.stream().mapToLong(CheckSet::transfersCompared).sum();
    }

    /** One that cannot be asked does not keep the others from it. */
    private static boolean attempt(Runnable check) {
        try {
            check.run();
            return true;
        } catch (RuntimeException e) {
            LOG.warn("reconciliation: left for the next round: {}", e.toString());
            return false;
        }
    }

    List<Run> runs() {
        synchronized (runs) {
            return new ArrayList<>(runs);
        }
    }

    private Duration oldest(Instant now) {
        return findings.all().stream()
                .map(Findings.Finding::since)
                .min(Instant::compareTo)
                .map(since -> Duration.between(since, now))
                .orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
