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
    private static final Duration DELETE_EVERY = Duration.ofMillis(400);

    private final OutboxSettings settings;
    private final Outbox outbox;
    private final Supplier<EventPublisher> publishers;
    private final Counter publishedEvents;
    private final Semaphore wakes = new Semaphore(0);
    private final Thread thread;
    private volatile boolean running = true;
    private volatile boolean active;
    private final OutboxDepth depth;
    /** Rows that Kafka has acknowledged and the outbox still holds; only the relay's thread uses it. */
    private final Set<Long> published = new LinkedHashSet<>();
    /** Rows up to this id are published or blocked: the relay reads behind them, until it looks at them again. */
    private long passed;
    /** Blocked rows up to this id were tried in an earlier pass. */
    private long triedThrough;

    private long blockedInPass;
    private long passNanos;
    private volatile long blockedRows;

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
        this.depth = new OutboxDepth(settings, outbox, () -> active, meters);
        Gauge.builder("redpacket.outbox.blocked", this, it -> it.active ? it.blockedRows : 0)
                .description("rows that wait because a partition of the topic is missing or has no leader")
                .tag("outbox", settings.name())
                .register(meters);
        Gauge.builder("redpacket.outbox.active", this, it -> it.active ? 1 : 0)
                .description("1 in the process that is the relay")
                .tag("outbox", settings.name())
                .register(meters);
        this.thread =
                Thread.ofPlatform().daemon().name("outbox-" + settings.name()).unstarted(this::run);
    }

    public void start() {
        thread.start();
        depth.start();
    }

    /** There is something to publish: ends a pause. */
    public void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    private void run() {
        try (EventPublisher publisher = newPublisher()) {
            while (running) {
                round(publisher);
            }
            release();
        } catch (InterruptedException e) {
            release();
        }
    }

    /** The client of Kafka cannot be made while no broker's name resolves. */
    private EventPublisher newPublisher() throws InterruptedException {
        while (true) {
            try {
                return publishers.get();
            } catch (RuntimeException e) {
                LOG.error("outbox {}: there is no client of Kafka yet: {}", settings.name(), e.toString());
                Thread.sleep(settings.failureWaitMax());
            }
        }
    }

    private void round(EventPublisher publisher) throws InterruptedException {
        try {
            if (!outbox.isOurs()) {
                active = false;
                published.clear();
                beginPass();
                pause(settings.leaseFor().dividedBy(4));
                return;
            }
            active = true;
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
            // The last delete has an unknown outcome: rows that are still there are published again.
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
        boolean isBlocked = passed > 0 || blockedRows > 0;
        if (isBlocked
                && System.nanoTime() - passNanos > settings.blockedCheckEvery().toNanos()) {
            beginPass();
        }
        List<OutboxRow> rows = outbox.lowest(passed, published, settings.batchRowsMax());
        if (!rows.isEmpty()) {
            EventPublisher.Published result = publisher.publish(rows, triedThrough);
            published.addAll(result.rows());
            publishedEvents.increment(result.events());
            passBlocked(result);
        }
        boolean many = published.size() >= settings.batchRowsMax();
        if (many || System.nanoTime() - deletedNanos > DELETE_EVERY.toNanos()) {
            deletePublished();
        }
        return rows.size();
    }

    /** From the lowest id again: a row may have committed late, and a partition may be there now. */
    private void beginPass() {
        triedThrough = blockedInPass == 0 ? 0 : Math.max(triedThrough, passed);
        blockedRows = blockedInPass;
        blockedInPass = 0;
        passed = 0;
        passNanos = System.nanoTime();
    }

    private void passBlocked(EventPublisher.Published result) {
        if (result.blocked().isEmpty()) {
            return;
        }
        if (blockedInPass == 0) {
            LOG.warn(
                    "outbox {}: events wait, since {} has no partitions {} or they have no leader; the rest goes on",
                    settings.name(),
                    settings.topic(),
                    result.missing());
        }
        blockedInPass += result.blocked().size();
        blockedRows = Math.max(blockedRows, blockedInPass);
        passed = result.blocked().getLast();
    }

    private void deletePublished() {
        if (!published.isEmpty()) {
            outbox.delete(List.copyOf(published));
            published.clear();
        }
        deletedNanos = System.nanoTime();
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
        depth.close();
        thread.interrupt();
        try {
            // Of a set that was never open the thread has not begun, and waiting for it would fail.
            if (thread.isAlive()) {
                thread.join(Duration.ofSeconds(3));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
