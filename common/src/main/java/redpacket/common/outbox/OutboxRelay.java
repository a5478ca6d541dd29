package redpacket.common.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongToIntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.database.MemberGroup;
import redpacket.common.process.BackgroundThreads;

/**
 * Publishes the outbox of one schema, one relay at a time by a lease in the same schema.
 *
 * <p>Reads the lowest ids, publishes, deletes what Kafka acknowledged: a row that commits late is found in the next
 * round, since there is no position to be past it. A delete is a commit on two machines, so those of several rounds go
 * together; what was published is remembered until then. A relay that loses its lease or fails in the middle may
 * publish a row that is published again; consumers bear that. Failures are tried again without end, ever more slowly.
 */
public final class OutboxRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration FAILURE_WAIT_FIRST = Duration.ofMillis(100);
    private static final Duration GATHER = Duration.ofMillis(60);
    private static final Duration DEPTH_EVERY = Duration.ofSeconds(1);
    private static final Duration DELETE_EVERY = Duration.ofMillis(400);

    private final OutboxSettings settings;
    private final Outbox outbox;
    private final Supplier<EventPublisher> publishers;
    private final Counter publishedEvents;
    private final Semaphore wakes = new Semaphore(0);
    private final Thread thread;
    private volatile boolean running = true;
    private volatile boolean active;
    private volatile OutboxMapper.Depth depth = new OutboxMapper.Depth(0, null);
    private long depthNanos;
    /** What Kafka has acknowledged and the outbox still holds; the relay's thread alone touches it. */
    private final Set<Long> published = new LinkedHashSet<>();

    private long deletedNanos;
    private Duration failureWait = FAILURE_WAIT_FIRST;

    public OutboxRelay(
            OutboxSettings settings, MemberGroup group, LongToIntFunction partitionOf, MeterRegistry meters) {
        this(settings, new SqlOutbox(settings, group), () -> new EventPublisher(settings, partitionOf), meters);
    }

    OutboxRelay(OutboxSettings settings, Outbox outbox, Supplier<EventPublisher> publishers, MeterRegistry meters) {
        this.settings = settings;
        this.outbox = outbox;
        this.publishers = publishers;
        this.publishedEvents = Counter.builder("redpacket.outbox.published")
                .description("events that Kafka acknowledged")
                .tag("outbox", settings.name())
                .register(meters);
        Gauge.builder("redpacket.outbox.depth", this, it -> it.active ? it.depth.rowCount() : 0)
                .description("rows of events that wait to be published; 0 where another process is the relay")
                .tag("outbox", settings.name())
                .register(meters);
        Gauge.builder("redpacket.outbox.oldest.millis", this, OutboxRelay::oldestMillis)
                .description("age of the oldest event that waits")
                .tag("outbox", settings.name())
                .register(meters);
        Gauge.builder("redpacket.outbox.active", this, it -> it.active ? 1 : 0)
                .description("1 in the process that is the relay")
                .tag("outbox", settings.name())
                .register(meters);
        this.thread = BackgroundThreads.unstarted("outbox-" + settings.name(), this::run);
    }

    public void start() {
        thread.start();
    }

    /** There is something to publish: ends a pause. */
    public void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    private double oldestMillis() {
        Long micros = depth.oldestMicros();
        return active && micros != null ? micros / 1000.0 : 0;
    }

    private void run() {
        try (EventPublisher publisher = publishers.get()) {
            while (running) {
                round(publisher);
            }
            release();
        } catch (InterruptedException e) {
            release();
        }
    }

    private void round(EventPublisher publisher) throws InterruptedException {
        try {
            if (!outbox.isOurs()) {
                active = false;
                published.clear();
                pause(settings.leaseFor().dividedBy(4));
                return;
            }
            active = true;
            measure();
            int done = publishSome(publisher);
            failureWait = FAILURE_WAIT_FIRST;
            if (done < settings.batchRowsMax()) {
                // When idle a wake ends the pause. Under load it does not: a batch gathers, for each costs a commit.
                if (done == 0) {
                    pause(settings.idleWaitMax());
                } else {
                    Thread.sleep(GATHER);
                }
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // Whether the last delete took place is not known: what is still there is published again.
            published.clear();
            LOG.warn(
                    "outbox {}: publishing failed, again in {} ms: {}",
                    settings.name(),
                    failureWait.toMillis(),
                    e.toString());
            Thread.sleep(failureWait);
            Duration doubled = failureWait.multipliedBy(2);
            failureWait = doubled.compareTo(settings.failureWaitMax()) > 0 ? settings.failureWaitMax() : doubled;
        }
    }

    /** How many rows were published or tried. */
    private int publishSome(EventPublisher publisher) throws Exception {
        List<OutboxRow> rows = outbox.lowest(published, settings.batchRowsMax());
        if (!rows.isEmpty()) {
            EventPublisher.Acknowledged acknowledged = publisher.publish(rows);
            published.addAll(acknowledged.rows());
            publishedEvents.increment(acknowledged.events());
        }
        boolean many = published.size() >= settings.batchRowsMax();
        if (many || System.nanoTime() - deletedNanos > DELETE_EVERY.toNanos()) {
            deletePublished();
        }
        return rows.size();
    }

    private void deletePublished() {
        if (!published.isEmpty()) {
            outbox.delete(List.copyOf(published));
            published.clear();
        }
        deletedNanos = System.nanoTime();
    }

    private void measure() {
        if (System.nanoTime() - depthNanos > DEPTH_EVERY.toNanos()) {
            depth = outbox.depth();
            depthNanos = System.nanoTime();
        }
    }

    private void pause(Duration atMost) throws InterruptedException {
        if (wakes.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            wakes.drainPermits();
        }
    }

    private void release() {
        active = false;
        try {
            deletePublished();
        } catch (RuntimeException e) {
            LOG.debug("outbox {}: the next relay publishes some once more: {}", settings.name(), e.toString());
        }
        outbox.release();
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
