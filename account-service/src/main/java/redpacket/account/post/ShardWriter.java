package redpacket.account.post;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.account.model.LedgerBatch;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.LedgerUnavailableException;
import redpacket.account.shard.Shard;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.database.SqlSessions;
import redpacket.common.money.Fen;

/**
 * The one writer of a shard: takes whatever has queued, decides it, commits it at once, answers.
 *
 * <p>INVARIANT: an outcome is answered only after its transaction was acknowledged by two machines. A commit whose
 * outcome is unknown is decided anew from what is stored; transfer ids and keys make that harmless. A second writer,
 * of another process, is refused by the primary key of the entries, which both would count up from the same last one.
 */
final class ShardWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShardWriter.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(50);

    private final Shard shard;
    private final LedgerSettings settings;
    private final SqlSessions sessions;
    private final FactsReader facts;
    private final BlockingQueue<Task> queue;
    private final DistributionSummary batchSize;
    private final Timer commits;
    private final Counter poison;
    private final Thread thread;
    private volatile boolean running = true;

    ShardWriter(Shard shard, LedgerSettings settings, Clock clock, MeterRegistry meters) {
        this.shard = shard;
        this.settings = settings;
        this.sessions = new SqlSessions(shard.group().primary(), LedgerMapper.class);
        this.facts = new FactsReader(clock, settings.dayZone());
        this.queue = new ArrayBlockingQueue<>(settings.queueCommandsMax());
        String tag = Integer.toString(shard.number());
        this.batchSize = DistributionSummary.builder("redpacket.ledger.batch.commands")
                .description("commands in one transaction")
                .tag("shard", tag)
                .register(meters);
        this.commits = Timer.builder("redpacket.ledger.commit")
                .description("a batch from its first read to the acknowledged commit")
                .tag("shard", tag)
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.poison = Counter.builder("redpacket.ledger.poison")
                .description("transfer ids that came with two contents")
                .tag("shard", tag)
                .register(meters);
        Gauge.builder("redpacket.ledger.queue.commands", queue, BlockingQueue::size)
                .description("commands that wait")
                .tag("shard", tag)
                .register(meters);
        this.thread =
                Thread.ofPlatform().daemon().name("shard-" + shard.number()).start(this::run);
    }

    /** Queues a command; a full queue, or a group that cannot commit, is an answer at once. */
    CompletableFuture<LedgerOutcome> submit(LedgerCommand command, long deadlineNanos) {
        if (!shard.group().accepting()) {
            return CompletableFuture.failedFuture(
                    new LedgerUnavailableException("shard " + shard.number() + " cannot commit on two machines now"));
        }
        Task task = new Task(command, deadlineNanos, new CompletableFuture<>());
        if (!queue.offer(task)) {
            return CompletableFuture.failedFuture(
                    new LedgerUnavailableException("the queue of shard " + shard.number() + " is full"));
        }
        return task.answer();
    }

    private void run() {
        List<Task> batch = new ArrayList<>(settings.batchCommandsMax());
        while (running) {
            try {
                batch.add(queue.take());
                queue.drainTo(batch, settings.batchCommandsMax() - 1);
                settle(batch);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                running = false;
            } catch (RuntimeException | Error e) {
                LOG.error("shard {}: a batch of {} failed", shard.number(), batch.size(), e);
                batch.forEach(task -> task.answer().completeExceptionally(e));
            } finally {
                batch.clear();
            }
        }
        queue.forEach(task -> task.answer().completeExceptionally(new LedgerUnavailableException("shutting down")));
    }

    /** Until every command has an outcome or nobody waits for it any more. */
    private void settle(List<Task> batch) throws InterruptedException {
        List<Task> open = new ArrayList<>(batch);
        while (true) {
            open.removeIf(Task::isAbandoned);
            if (open.isEmpty()) {
                return;
            }
            try {
                commit(open);
                return;
            } catch (RuntimeException e) {
                switch (DatabaseFailure.of(e)) {
                    case DUPLICATE_KEY, MISSING_PARENT -> {
                        // Another writer was there. One by one, so that a command in trouble fails alone.
                        LOG.warn("shard {}: another writer was faster: {}", shard.number(), e.getMessage());
                        commitOneByOne(open);
                        return;
                    }
                    case RETRYABLE, UNAVAILABLE -> {
                        LOG.warn("shard {}: batch undecided, again: {}", shard.number(), e.getMessage());
                        Thread.sleep(PAUSE_AFTER_FAILURE);
                    }
                    case OTHER -> {
                        if (open.size() == 1) {
                            throw e;
                        }
                        LOG.warn("shard {}: batch failed, one by one", shard.number(), e);
                        commitOneByOne(open);
                        return;
                    }
                }
            }
        }
    }

    private void commitOneByOne(List<Task> tasks) {
        for (Task task : tasks) {
            try {
                commit(List.of(task));
            } catch (RuntimeException e) {
                task.answer()
                        .completeExceptionally(
                                DatabaseFailure.of(e) == DatabaseFailure.OTHER
                                        ? e
                                        : new LedgerUnavailableException(String.valueOf(e.getMessage())));
            }
        }
    }

    private void commit(List<Task> tasks) {
        long begun = System.nanoTime();
        List<LedgerCommand> commands = tasks.stream().map(Task::command).toList();
        List<LedgerOutcome> outcomes = sessions.writeBatch(session -> {
            LedgerMapper mapper = session.getMapper(LedgerMapper.class);
            LedgerBatch batch = new LedgerBatch(facts.read(mapper, commands), Fen.of(settings.dailyLimitFen()));
            List<LedgerOutcome> decided = commands.stream().map(batch::decide).toList();
            batch.newTransfers().forEach(mapper::insertTransfer);
            batch.newEntries().forEach(mapper::insertEntry);
            batch.changedWallets().forEach(mapper::saveWallet);
            batch.newKeys().forEach(mapper::insertKey);
            batch.changedDaily().forEach(mapper::saveDaily);
            return decided;
        });
        commits.record(Duration.ofNanos(System.nanoTime() - begun));
        batchSize.record(tasks.size());
        for (int i = 0; i < tasks.size(); i++) {
            if (outcomes.get(i) instanceof LedgerOutcome.Poison found) {
                poison.increment();
                LOG.error("shard {}: poison: {}", shard.number(), found.why());
            }
            tasks.get(i).answer().complete(outcomes.get(i));
        }
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
    }

    private record Task(LedgerCommand command, long deadlineNanos, CompletableFuture<LedgerOutcome> answer) {
        boolean isAbandoned() {
            if (answer.isDone()) {
                return true;
            }
            if (System.nanoTime() - deadlineNanos > 0) {
                answer.completeExceptionally(new LedgerUnavailableException("no outcome in time"));
                return true;
            }
            return false;
        }
    }
}
