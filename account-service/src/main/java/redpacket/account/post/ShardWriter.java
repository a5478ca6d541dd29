package redpacket.account.post;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.LedgerUnavailableException;
import redpacket.common.database.DatabaseFailure;

/**
 * The one writer of a shard: takes whatever has queued, decides it, commits it at once, answers.
 *
 * <p>INVARIANT: an outcome is answered only after its transaction was acknowledged by two machines. A commit whose
 * outcome is unknown is decided anew from what is stored; transfer ids and keys make that harmless. A second writer,
 * of another process, is refused by the primary key of the entries, which both would count up from the same last one.
 */
final class ShardWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShardWriter.class);

    private final int shard;
    private final ShardStore store;
    private final LedgerSettings settings;
    private final InTurn<Task> queue;
    private final ShardMeters meters;
    private final Thread thread;
    private volatile boolean running = true;

    ShardWriter(int shard, ShardStore store, LedgerSettings settings, MeterRegistry registry) {
        this.shard = shard;
        this.store = store;
        this.settings = settings;
        this.queue = new InTurn<>(settings.queueCommandsMax());
        this.meters = new ShardMeters(shard, queue::size, registry);
        this.thread = Thread.ofPlatform().daemon().name("shard-" + shard).start(this::run);
    }

    /** Queues a command that somebody waits for; a full queue, or a group that cannot commit, is an answer at once. */
    CompletableFuture<LedgerOutcome> submit(LedgerCommand command, long deadlineNanos) {
        Task task = newTask(command, deadlineNanos);
        if (!queue.offerAsked(task)) {
            task.fail("the queue of shard " + shard + " is full");
        }
        return answerOf(task);
    }

    /** Queues a command that follows by itself, waiting for room until its deadline. */
    CompletableFuture<LedgerOutcome> submitWaiting(LedgerCommand command, long deadlineNanos) {
        Task task = newTask(command, deadlineNanos);
        try {
            if (!queue.offerFollowing(task, deadlineNanos - System.nanoTime())) {
                task.fail("the queue of shard " + shard + " stayed full");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.fail("interrupted");
        }
        return answerOf(task);
    }

    private Task newTask(LedgerCommand command, long deadlineNanos) {
        if (!store.accepting()) {
            throw new LedgerUnavailableException("shard " + shard + " cannot commit on two machines now");
        }
        return new Task(command, deadlineNanos, new CompletableFuture<>());
    }

    /** Closing empties the queue once; what comes after that is refused here. */
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
                queue.take(batch, settings.batchCommandsMax());
                settle(batch);
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
        queue.forEach(task -> task.fail("shutting down"));
    }

    /** Until every command has an outcome or nobody waits for it any more. */
    private void settle(List<Task> batch) throws InterruptedException {
        List<Task> open = new ArrayList<>(batch);
        Duration pause = settings.retryWaitFirst();
        int tries = 0;
        while (true) {
            open.removeIf(Task::isOver);
            if (open.isEmpty()) {
                return;
            }
            // A commit that cannot be acknowledged would hang, and hold its locks against the next try.
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
                if (!passes && tries >= settings.fencedTriesMax()) {
                    // It must not hold up the others for as long as its own caller waits.
                    open.getFirst().fail("another writer of the shard is always faster");
                    return;
                }
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(settings.retryWaitMax()) < 0
                    ? pause.multipliedBy(2)
                    : settings.retryWaitMax();
        }
    }

    /** Null when all is answered; else why not, with everything to be decided anew from what is stored. */
    private @Nullable DatabaseFailure tryCommit(List<Task> tasks) {
        try {
            commit(tasks);
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

    @Override
    public void close() {
        running = false;
        thread.interrupt();
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
