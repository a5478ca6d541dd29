package redpacket.grab.lane;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens one set on a thread of its own, and tries again until it succeeds. */
final class SetOpening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SetOpening.class);

    private final String set;
    private final Runnable open;
    private final Duration retryAfter;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Thread thread;

    /**
     * @param open waits for a primary and prepares the set; throws where it cannot
     */
    SetOpening(String set, Runnable open, Duration retryAfter) {
        this.set = set;
        this.open = open;
        this.retryAfter = retryAfter;
        this.thread = Thread.ofPlatform().daemon().name("open-" + set).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean isOpen() {
        return opened.getCount() == 0;
    }

    boolean await(long nanos) throws InterruptedException {
        return opened.await(nanos, TimeUnit.NANOSECONDS);
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                open.run();
                opened.countDown();
                LOG.info("{} is open", set);
                return;
            } catch (RuntimeException e) {
                LOG.error("{} cannot be opened; the next attempt is in {} ms", set, retryAfter.toMillis(), e);
            }
            try {
                Thread.sleep(retryAfter);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
