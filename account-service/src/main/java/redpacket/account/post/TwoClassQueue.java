package redpacket.account.post;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A bounded queue with two classes: interactive tasks, for which a caller waits, and background tasks. A batch holds
 * one class, and the classes alternate while both wait. An interactive task waits for one background batch at most, and
 * a background task for one interactive batch.
 *
 * <p>Any thread offers, one takes.
 */
final class TwoClassQueue<T> {
    private final BlockingQueue<T> interactive;
    private final BlockingQueue<T> background;
    /** INVARIANT: never more permits than both queues have tasks. */
    private final Semaphore waiting = new Semaphore(0);

    private boolean interactiveBefore;

    /** @param max tasks of each class */
    TwoClassQueue(int max) {
        this.interactive = new ArrayBlockingQueue<>(max);
        this.background = new ArrayBlockingQueue<>(max);
    }

    /** False where the class is full. */
    boolean offerInteractive(T task) {
        return counted(interactive.offer(task));
    }

    /** False where the class stays full for this long. */
    boolean offerBackground(T task, long waitNanos) throws InterruptedException {
        return counted(background.offer(task, waitNanos, TimeUnit.NANOSECONDS));
    }

    private boolean counted(boolean added) {
        if (added) {
            waiting.release();
        }
        return added;
    }

    /** Moves tasks of one class to the batch, in their order. False where no task came within this time. */
    boolean take(List<T> batch, int max, long waitNanos) throws InterruptedException {
        if (!waiting.tryAcquire(waitNanos, TimeUnit.NANOSECONDS)) {
            return false;
        }
        interactiveBefore = !interactive.isEmpty() && (!interactiveBefore || background.isEmpty());
        BlockingQueue<T> from = interactiveBefore ? interactive : background;
        do {
            batch.add(from.remove());
        } while (batch.size() < max && !from.isEmpty() && waiting.tryAcquire());
        return true;
    }

    int size() {
        return interactive.size() + background.size();
    }

    /** Takes every task out. */
    void drain(Consumer<T> action) {
        while (waiting.tryAcquire()) {
            action.accept(interactive.isEmpty() ? background.remove() : interactive.remove());
        }
    }
}
