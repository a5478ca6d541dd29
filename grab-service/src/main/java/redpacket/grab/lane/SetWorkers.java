package redpacket.grab.lane;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads of a set for work that blocks: queries beside the lanes, and the hashing of passwords. Both the threads
 * and their queue are bounded.
 */
public final class SetWorkers implements AutoCloseable {
    private final ThreadPoolExecutor threads;
    private final long answerMillis;

    SetWorkers(String set, SetSettings settings) {
        this.threads = new ThreadPoolExecutor(
                settings.workersMax(),
                settings.workersMax(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(settings.workerQueueMax()),
                Thread.ofVirtual().name("worker-" + set + "-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        this.answerMillis = settings.workerAnswerWithin().toMillis();
    }

    /** Runs the work on another thread. Fails where the queue is full, and after a time-out. */
    public <T> CompletableFuture<T> run(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads).orTimeout(answerMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new LaneUnavailableException("the set's workers are busy"));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
