package redpacket.common.database;

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

/**
 * A lease on work that one process at a time may do: a row in the schema that the work is on, by the database's clock.
 * One thread uses it.
 */
public final class Lease {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private final LockProvider provider;
    private final String name;
    private final Duration atMost;
    private @Nullable SimpleLock held;
    private long renewedNanos;

    public Lease(MemberGroup group, String name, Duration atMost) {
        this.provider = new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                .withJdbcTemplate(new JdbcTemplate(group.primary()))
                .usingDbTime()
                .build());
        this.name = name;
        this.atMost = atMost;
    }

    /** Runs the work if the lease is free, and releases the lease. Whether it ran. */
    public boolean runIfFree(Runnable work) {
        Optional<SimpleLock> lock = lock();
        if (lock.isEmpty()) {
            return false;
        }
        try {
            work.run();
        } finally {
            lock.get().unlock();
        }
        return true;
    }

    /** Takes the lease, or renews it after a quarter of its time; false while another process has it. */
    public boolean hold() {
        SimpleLock current = held;
        if (current != null
                && System.nanoTime() - renewedNanos < atMost.dividedBy(4).toNanos()) {
            return true;
        }
        // The lease is kept where extend throws: it is still ours, and a new lock would wait until it has run out.
        Optional<SimpleLock> next = current != null ? current.extend(atMost, Duration.ZERO) : Optional.empty();
        held = next.or(this::lock).orElse(null);
        renewedNanos = System.nanoTime();
        return held != null;
    }

    /** A successor need not wait for the lease to run out. */
    public void release() {
        SimpleLock current = held;
        held = null;
        if (current != null) {
            try {
                current.unlock();
            } catch (RuntimeException e) {
                LOG.debug("lease {} is not released: {}", name, e.toString());
            }
        }
    }

    private Optional<SimpleLock> lock() {
        return provider.lock(new LockConfiguration(Instant.now(), name, atMost, Duration.ZERO));
    }
}
