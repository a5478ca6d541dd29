package redpacket.notification.share;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.database.Lease;
import redpacket.common.process.StartBeforeServing;
import redpacket.notification.store.PeopleStore;

/** The thread that delivers shares. A lease keeps other processes from the same work; correctness does not need it. */
@Component
final class DeliverShares extends StartBeforeServing {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverShares.class);

    private final PeopleStore store;
    private final Deliveries deliveries;
    private final FanOut fanOut;
    private final Lease lease;
    private final ShareSettings settings;
    private final Semaphore wakes = new Semaphore(0);
    private final Thread thread;
    private volatile long pending;

    DeliverShares(PeopleStore store, Deliveries deliveries, ShareSettings settings, MeterRegistry meters) {
        this.store = store;
        this.deliveries = deliveries;
        this.fanOut = new FanOut(deliveries, settings.batchMax());
        this.lease = new Lease(store.group(), "deliver-shares", settings.lease());
        this.settings = settings;
        this.thread = Thread.ofPlatform().daemon().name("deliver-shares").unstarted(this::run);
        Gauge.builder("redpacket.shares.pending", this, it -> it.pending)
                .description("undelivered messages of shares")
                .register(meters);
    }

    @Override
    protected void begin() {
        thread.start();
    }

    /** A share was taken. */
    void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    /** Whether another share may be taken. */
    boolean hasRoom() {
        return pending < settings.pendingMax();
    }

    private void run() {
        Duration failureWait = settings.idleWait();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    if (store.group().accepting()) {
                        pending = deliveries.pending();
                        if (pending > 0) {
                            lease.runIfFree(this::deliver);
                        }
                    }
                    failureWait = settings.idleWait();
                    if (wakes.tryAcquire(settings.idleWait().toMillis(), TimeUnit.MILLISECONDS)) {
                        wakes.drainPermits();
                    }
                } catch (RuntimeException e) {
                    LOG.warn("delivery of shares failed, again in {} ms: {}", failureWait.toMillis(), e.toString());
                    Thread.sleep(failureWait);
                    Duration doubled = failureWait.multipliedBy(2);
                    failureWait =
                            doubled.compareTo(settings.failureWaitMax()) > 0 ? settings.failureWaitMax() : doubled;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the delivery of shares ends");
        }
    }

    /** Releases the lease well before its end. */
    private void deliver() {
        long end = System.nanoTime() + settings.lease().dividedBy(4).toNanos();
        while (fanOut.deliverSome()) {
            if (System.nanoTime() > end) {
                wake();
                return;
            }
        }
    }

    @Override
    protected void end() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
