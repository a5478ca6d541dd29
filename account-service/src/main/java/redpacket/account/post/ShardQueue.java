package redpacket.account.post;

import java.util.Collection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What waits for a shard's writer: first what somebody waits for, then what follows by itself. With one queue for both a
 * charge waited behind hundreds of credits, and on a busy machine longer than whoever sent the packet. Both bounded, and
 * emptied by one thread.
 */
final class ShardQueue<T> {
    private final BlockingQueue<T> waitedFor;
    private final BlockingQueue<T> following;
    /** That something was queued since the writer looked. */
    private final Semaphore news = new Semaphore(0);

    ShardQueue(int eachMax) {
        this.waitedFor = new ArrayBlockingQueue<>(eachMax);
        this.following = new ArrayBlockingQueue<>(eachMax);
    }

    /** False when it is full. */
    boolean offer(T task) {
        boolean queued = waitedFor.offer(task);
        news.release();
        return queued;
    }

    /** False when it stayed full for so long. */
    boolean offerFollowing(T task, long nanos) throws InterruptedException {
        boolean queued = following.offer(task, nanos, TimeUnit.NANOSECONDS);
        news.release();
        return queued;
    }

    /**
     * Waits until there is something.
     *
     * @param max of all that is taken
     * @param followingMax of it, that nobody waits for
     */
    void take(Collection<T> batch, int max, int followingMax) throws InterruptedException {
        int taken = 0;
        while (taken == 0) {
            news.acquire();
            var unused = news.drainPermits();
            taken = waitedFor.drainTo(batch, max);
            taken += following.drainTo(batch, Math.min(max - taken, followingMax));
        }
        if (size() > 0) {
            news.release();
        }
    }

    int size() {
        return waitedFor.size() + following.size();
    }

    void forEach(Consumer<T> action) {
        waitedFor.forEach(action);
        following.forEach(action);
    }
}
