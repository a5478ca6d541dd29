package redpacket.packet.set;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import redpacket.common.set.SetState;

/**
 * Does one kind of work on one set, one process at a time by a lease in the set's own database.
 *
 * <p>The lease only saves work: a round that outlives it may overlap with the successor's, so every step of the work
 * may be done twice, at the same time. A set that is DOWN, or cannot commit on two machines, is left alone.
 */
final class SetWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SetWorker.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(3);

    /** A bounded piece of work. */
    @FunctionalInterface
    public interface Round {
        /** Whether there is more to do at once. */
        boolean run() throws Exception;
    }

    private final String work;
    private final PacketSet set;
    private final PacketSets sets;
    private final LeaseSettings settings;
    private final Round round;
    private final LockProvider leases;
    private final Thread thread;
    private @Nullable SimpleLock lease;
    private long leasedNanos;
    private long failureMillis;

    public SetWorker(String work, PacketSet set, PacketSets sets, LeaseSettings settings, Round round) {
        this.work = work;
        this.set = set;
        this.sets = sets;
        this.settings = settings;
        this.round = round;
        this.failureMillis = settings.idleMillis();
        this.leases = new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                .withJdbcTemplate(new JdbcTemplate(set.group().primary()))
                .usingDbTime()
                .build());
        this.thread = Thread.ofPlatform().daemon().name(work + "-" + set.name()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Asks it to end; {@link #close} waits for it. */
    void interrupt() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(pauseAfterOneRound());
            }
        } catch (InterruptedException e) {
            LOG.debug("{} on {} ends", work, set.name());
        }
        release();
    }

    /** Milliseconds. */
    private long pauseAfterOneRound() throws InterruptedException {
        try {
            if (sets.stateOf(set.id()) == SetState.DOWN || !set.group().accepting() || !holdsLease()) {
                return settings.idleMillis();
            }
            boolean more = round.run();
            failureMillis = settings.idleMillis();
            return more ? 0 : settings.idleMillis();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("{} on {} failed, again in {} ms: {}", work, set.name(), failureMillis, e.toString());
            long pause = failureMillis;
            failureMillis = Math.min(settings.failureMillisMax(), failureMillis * 2);
            return pause;
        }
    }

    private boolean holdsLease() {
        SimpleLock held = lease;
        long ageNanos = System.nanoTime() - leasedNanos;
        if (held != null && ageNanos < settings.lease().dividedBy(4).toNanos()) {
            return true;
        }
        lease = null;
        Optional<SimpleLock> next = held != null ? held.extend(settings.lease(), Duration.ZERO) : Optional.empty();
        if (next.isEmpty()) {
            next = leases.lock(new LockConfiguration(Instant.now(), work, settings.lease(), Duration.ZERO));
        }
        leasedNanos = System.nanoTime();
        lease = next.orElse(null);
        return lease != null;
    }

    /** So that a successor need not wait for the lease to run out. */
    private void release() {
        SimpleLock held = lease;
        lease = null;
        if (held != null) {
            try {
                held.unlock();
            } catch (RuntimeException e) {
                LOG.debug("{} on {}: lease not released: {}", work, set.name(), e.toString());
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(CLOSE_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
