package redpacket.packet.set;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a batch of the same work, some at once. When as many have failed as run at once, the rest is not begun: whatever
 * they all need is away.
 *
 * @param concurrentMax how many at once
 */
public record BoundedRound(int concurrentMax) {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedRound.class);

    /** How many items were done. The work returns whether it did its item, and throws when it could not. */
    public <T> int countDone(List<T> items, Predicate<T> work) throws InterruptedException {
        if (items.isEmpty()) {
            return 0;
        }
        AtomicInteger failures = new AtomicInteger();
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (T item : items) {
            calls.add(() -> isDone(item, work, failures));
        }
        int done = 0;
        try (ExecutorService workers = Executors.newFixedThreadPool(
                Math.min(concurrentMax, items.size()), Thread.ofVirtual().factory())) {
            for (Future<Boolean> call : workers.invokeAll(calls)) {
                done += call.get() ? 1 : 0;
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("work of a round failed", e.getCause());
        }
        return done;
    }

    private <T> boolean isDone(T item, Predicate<T> work, AtomicInteger failures) {
        if (failures.get() >= concurrentMax) {
            return false;
        }
        boolean done = false;
        try {
            done = work.test(item);
        } catch (RuntimeException e) {
            LOG.warn("{} is left for a later round: {}", item, e.toString());
        }
        if (!done) {
            failures.incrementAndGet();
        }
        return done;
    }
}
