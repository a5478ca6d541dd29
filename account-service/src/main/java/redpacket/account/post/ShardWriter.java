package redpacket.account.post;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.LedgerUnavailableException;
import redpacket.common.database.DatabaseFailure;

/**
 * The writer of a shard in this process: while it leads the shard, it takes the waiting commands, decides them, commits
 * them, and answers.
 *
 * <p>INVARIANT: an outcome is answered only after two machines have acknowledged its transaction. A commit with an
 * unknown outcome is decided again from the stored rows; transfer ids and keys make that harmless.
 *
 * <p>States: STANDBY refuses commands and tries to take the lease. STANDBY becomes LEADING when the lease is taken.
 * LEADING becomes STANDBY when a commit or a renewal finds a later epoch.
 */
final class ShardWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShardWriter.class);

    private final int shard;
    private final ShardStore store;
    private final LedgerSettings settings;
    private final Consumer<Boolean> leadershipChanged;
    private final TwoClassQueue<Task> queue;
    private final ShardMeters meters;
    private final Thread thread;
    private boolean leading;
    private volatile boolean running = true;

    /** @param leadershipChanged told true when this process begins to lead the shard, and false when it ceases to */
    ShardWriter(
            int shard,
            ShardStore store,
            LedgerSettings settings,
            Consumer<Boolean> leadershipChanged,
            MeterRegistry registry) {
        this.shard = shard;
        this.store = store;
        this.settings = settings;
        this.leadershipChanged = leadershipChanged;
        this.queue = new TwoClassQueue<>(settings.queueCommandsMax());
        this.meters = new ShardMeters(shard, queue::size, store::leads, registry);
        this.thread = Thread.ofPlatform().daemon().name("shard-" + shard).start(this::run);
    }

    boolean leads() {
        return store.leads();
    }

    /** Queues a command for which a caller waits. A full queue is answered at once. */
    CompletableFuture<LedgerOutcome> submit(LedgerCommand command, long deadlineNanos) {
        Task task = newTask(command, deadlineNanos);
        if (!queue.offerInteractive(task)) {
            task.fail("the queue of shard " + shard + " is full");
        }
        return answerOf(task);
    }

    /** Queues a background command, and waits for room until its deadline. */
    CompletableFuture<LedgerOutcome> submitWaiting(LedgerCommand command, long deadlineNanos) {
        Task task = newTask(command, deadlineNanos);
        try {
            if (!queue.offerBackground(task, deadlineNanos - System.nanoTime())) {
                task.fail("the queue of shard " + shard + " stayed full");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.fail("interrupted");
        }
        return answerOf(task);
    }

    private Task newTask(LedgerCommand command, long deadlineNanos) {
        requireLeading();
        return new Task(command, deadlineNanos, new CompletableFuture<>());
    }

    void requireLeading() {
        if (!store.leads()) {
            throw LedgerUnavailableException.notLeading(shard);
        }
        if (!store.accepting()) {
            throw new LedgerUnavailableException("shard " + shard + " cannot commit on two machines now");
        }
    }

    /** Closing empties the queue once; a later task is refused here. */
    private CompletableFuture<LedgerOutcome> answerOf(Task task) {
        if (!running) {
            task.fail("shutting down");
        }
        return task.answer();
    }

    private void run() {
        List<Task> batch = new ArrayList<>(settings.batchCommandsMax());
        while (running) {
            try {
                become(lead());
                if (!leading) {
                    queue.drain(this::refuse);
                    Thread.sleep(settings.standbyPollEvery());
                } else if (queue.take(
                        batch,
                        settings.batchCommandsMax(),
                        settings.renewEvery().toNanos())) {
                    settle(batch);
                }
            } catch (InterruptedException e) {
                running = false;
                batch.forEach(task -> task.fail("shutting down"));
            } catch (RuntimeException | Error e) {
                // An Error as well: without its writer a shard would be silent for good.
                LOG.error("shard {}: a batch of {} failed", shard, batch.size(), e);
                batch.forEach(task -> task.answer().completeExceptionally(e));
            } finally {
                batch.clear();
            }
        }
        queue.drain(task -> task.fail("shutting down"));
        handOver();
    }

    /** The leader decides the command from the stored rows, whatever became of it here. */
    private void refuse(Task task) {
        task.answer().completeExceptionally(LedgerUnavailableException.notLeading(shard));
    }

    private boolean lead() {
        // A commit that cannot be acknowledged would hang.
        if (!store.accepting()) {
            return store.leads();
        }
        try {
            return store.lead();
        } catch (RuntimeException e) {
            LOG.warn("shard {}: the lease cannot be renewed: {}", shard, e.getMessage());
            return store.leads();
        }
    }

    private void become(boolean now) {
        if (now != leading) {
            leading = now;
            leadershipChanged.accept(now);
        }
    }

    private void handOver() {
        become(false);
        try {
            store.release();
        } catch (RuntimeException e) {
            LOG.warn("shard {}: the lease ends by itself: {}", shard, e.getMessage());
        }
    }

    /** Until every command has an outcome or its caller waits no longer. */
    private void settle(List<Task> batch) throws InterruptedException {
        List<Task> open = new ArrayList<>(batch);
        Duration pause = settings.retryWaitFirst();
        int tries = 0;
        while (true) {
            open.removeIf(Task::isOver);
            if (open.isEmpty()) {
                return;
            }
            // A commit that cannot be acknowledged would hang and keep its locks.
            if (tries == 0 || store.accepting()) {
                tries++;
                DatabaseFailure failure = tryCommit(open);
                if (failure == null) {
                    return;
                }
                boolean passes = failure == DatabaseFailure.RETRYABLE || failure == DatabaseFailure.UNAVAILABLE;
                if (!passes && open.size() > 1) {
                    // In halves, and those in halves: a command in trouble ends up alone, and fails alone.
                    settle(open.subList(0, open.size() / 2));
                    settle(open.subList(open.size() / 2, open.size()));
                    return;
                }
                if (!passes && tries >= settings.conflictTriesMax()) {
                    // It must not delay the others for as long as its own caller waits.
                    open.getFirst().fail("another writer has made the same rows each time");
                    return;
                }
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(settings.retryWaitMax()) < 0
                    ? pause.multipliedBy(2)
                    : settings.retryWaitMax();
        }
    }

    /** Null when all commands are answered, else the failure; they are then decided again from the stored rows. */
    private @Nullable DatabaseFailure tryCommit(List<Task> tasks) {
        try {
            commit(tasks);
            return null;
        } catch (FencedException e) {
            meters.failed();
            LOG.warn("{}", e.getMessage());
            tasks.forEach(this::refuse);
            return null;
        } catch (RuntimeException e) {
            meters.failed();
            DatabaseFailure failure = DatabaseFailure.of(e);
            LOG.warn("shard {}: {} commands undecided, {}: {}", shard, tasks.size(), failure, e.getMessage());
            if (failure == DatabaseFailure.OTHER && tasks.size() == 1) {
                LOG.error(
                        "shard {}: {} failed", shard, tasks.getFirst().command().transferId(), e);
                tasks.getFirst().answer().completeExceptionally(e);
                return null;
            }
            return failure;
        }
    }

    private void commit(List<Task> tasks) {
        long begun = System.nanoTime();
        ShardStore.Committed committed =
                store.commit(tasks.stream().map(Task::command).toList());
        meters.committed(
                tasks.size(), System.nanoTime() - begun, committed.writes().transfers());
        for (int i = 0; i < tasks.size(); i++) {
            LedgerOutcome outcome = committed.outcomes().get(i);
            if (outcome instanceof LedgerOutcome.Poison found) {
                meters.poison();
                LOG.error("shard {}: poison: {}", shard, found.why());
            }
            tasks.get(i).answer().complete(outcome);
        }
    }

    /** Returns when the lease is given back, within a bound. */
    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join(settings.commitTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Task(LedgerCommand command, long deadlineNanos, CompletableFuture<LedgerOutcome> answer) {
        void fail(String why) {
            answer.completeExceptionally(new LedgerUnavailableException(why));
        }

        boolean isOver() {
            if (!answer.isDone() && System.nanoTime() - deadlineNanos > 0) {
                fail("no outcome in time");
            }
            return answer.isDone();
        }
    }
}
