package redpacket.grab.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of its packets: takes all queued requests, decides them in memory, commits them together, answers.
 *
 * <p>INVARIANT: no answer precedes its commit. The unique keys, and the reference from each entry to the one before,
 * refuse a writer that is behind or ahead of the log.
 */
final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final String name;
    private final LaneSettings settings;
    private final LaneStore store;
    private final LaneBatch batches;
    private final CommitDelay delay;
    private final BlockingQueue<LaneRequest> queue;
    private final Thread thread;
    private volatile boolean running = true;
    /** When the lane took its latest batch; confined to its thread. */
    private long batchTakenNanos = System.nanoTime();

    Lane(
            String name,
            LaneSettings settings,
            LaneStore store,
            PacketMemories memories,
            LaneEvents events,
            LaneMeters meters,
            OwnerClock clock,
            RandomGenerator random) {
        this.name = name;
        this.settings = settings;
        this.store = store;
        this.queue = new ArrayBlockingQueue<>(settings.queueRequestsMax());
        this.delay = new CommitDelay(settings, System.nanoTime());
        var transaction = new LaneTransaction(settings, store, memories, events, clock, random);
        this.batches = new LaneBatch(name, settings, store, transaction, memories, meters, delay);
        this.thread = Thread.ofPlatform().daemon().name("lane-" + name).unstarted(this::run);
    }

    Lane start() {
        thread.start();
        return this;
    }

    /** False when the queue is full. */
    boolean offer(LaneRequest request) {
        return queue.offer(request);
    }

    int queued() {
        return queue.size();
    }

    boolean isStalled() {
        return batches.isStalled();
    }

    private void run() {
        List<LaneRequest> batch = new ArrayList<>(settings.batchRequestsMax());
        while (running) {
            try {
                batch.add(queue.take());
                linger();
                queue.drainTo(batch, settings.batchRequestsMax() - 1);
                reportQueueTimes(batch);
                batches.run(batch);
            } catch (InterruptedException e) {
                running = false;
                LaneBatch.giveUp(batch, "shutting down");
            } catch (RuntimeException | Error e) {
                LOG.error("lane {}: a batch of {} failed", name, batch.size(), e);
                batches.forget(batch);
                batch.forEach(request -> request.answer().completeExceptionally(e));
            } finally {
                batch.clear();
            }
        }
        LaneBatch.giveUp(queue, "shutting down");
        store.close();
    }

    /** Lets more requests queue while the commit delay lasts. */
    private void linger() throws InterruptedException {
        long remaining = delay.remainingNanos(System.nanoTime());
        if (remaining > 0 && queue.size() + 1 < settings.batchRequestsMax()) {
            TimeUnit.NANOSECONDS.sleep(remaining);
        }
    }

    private void reportQueueTimes(List<LaneRequest> batch) {
        long before = batchTakenNanos;
        batchTakenNanos = System.nanoTime();
        for (LaneRequest request : batch) {
            if (request instanceof LaneRequest.Open open) {
                open.taken(before);
            }
        }
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
    }
}
