package redpacket.account.post;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What waits for a shard's writer, in two bounded queues: what somebody waits for, and what follows by itself. A batch is
 * of one of them, and they take turns. So whoever sends waits for one batch of credits at the most and then for a small
 * one, however many credits have queued; and credits are never behind more than one batch of those.
 *
 * <p>Any thread offers, one takes.
 */
final class InTurn<T> {
    private final BlockingQueue<T> asked;
    private final BlockingQueue<T> following;
    /** INVARIANT: no more than are in both queues together. */
    private final Semaphore waiting = new Semaphore(0);

    private boolean askedBefore;

    /** @param max of each queue */
    InTurn(int max) {
        this.asked = new ArrayBlockingQueue<>(max);
        this.following = new ArrayBlockingQueue<>(max);
    }

    /** False where its queue is full. */
    boolean offerAsked(T task) {
        return counted(asked.offer(task));
    }

    /** False where its queue stays full for so long. */
    boolean offerFollowing(T task, long waitNanos) throws InterruptedException {
        return counted(following.offer(task, waitNanos, TimeUnit.NANOSECONDS));
    }

    private boolean counted(boolean added) {
        if (added) {
            waiting.release();
        }
        return added;
    }

    /** Waits for something, and adds it to the batch with what has queued behind it, in its order. */
    void take(List<T> batch, int max) throws InterruptedException {
        waiting.acquire();
        askedBefore = !asked.isEmpty() && (!askedBefore || following.isEmpty());
        BlockingQueue<T> from = askedBefore ? asked : following;
        do {
            batch.add(from.remove());
        } while (batch.size() < max && !from.isEmpty() && waiting.tryAcquire());
    }

    int size() {
        return asked.size() + following.size();
    }

    void forEach(Consumer<T> action) {
        asked.forEach(action);
        following.forEach(action);
    }
}
