package redpacket.common.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.SqlSessions;

/** An outbox in a schema, with its lease in the same schema. Only the relay's thread uses the lease and the rows. */
final class SqlOutbox implements Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(SqlOutbox.class);

    private final OutboxSettings settings;
    private final MemberGroup group;
    private final SqlSessions sessions;
    private final LockProvider leases;
    private @Nullable SimpleLock lease;
    private long leasedNanos;

    SqlOutbox(OutboxSettings settings, MemberGroup group) {
        this.settings = settings;
        this.group = group;
        this.sessions = new SqlSessions(group.primary(), OutboxMapper.class);
        this.leases = new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                .withJdbcTemplate(new JdbcTemplate(group.primary()))
                .usingDbTime()
                .build());
    }

    @Override
    public boolean isOurs() {
        return group.accepting() && holdsLease();
    }

    private boolean holdsLease() {
        SimpleLock held = lease;
        long age = System.nanoTime() - leasedNanos;
        if (held != null && age < settings.leaseFor().dividedBy(4).toNanos()) {
            return true;
        }
        Optional<SimpleLock> next = held != null ? held.extend(settings.leaseFor(), Duration.ZERO) : Optional.empty();
        if (next.isEmpty()) {
            next = leases.lock(new LockConfiguration(
                    Instant.now(), "outbox-" + settings.topic(), settings.leaseFor(), Duration.ZERO));
        }
        lease = next.orElse(null);
        leasedNanos = System.nanoTime();
        if (held == null && lease != null) {
            LOG.info("outbox {}: this process is the relay now", settings.name());
        } else if (held != null && lease == null) {
            LOG.info("outbox {}: another process is the relay now", settings.name());
        }
        return lease != null;
    }

    @Override
    public List<OutboxRow> lowest(long above, Collection<Long> except, int limit) {
        return sessions.read(
                session -> session.getMapper(OutboxMapper.class).lowest(settings.table(), above, except, limit));
    }

    @Override
    public void delete(List<Long> ids) {
        sessions.write(session -> session.getMapper(OutboxMapper.class).delete(settings.table(), ids));
    }

    @Override
    public OutboxMapper.Depth depth() {
        return sessions.read(session -> session.getMapper(OutboxMapper.class).depth(settings.table()));
    }

    @Override
    public void release() {
        SimpleLock held = lease;
        lease = null;
        if (held != null) {
            try {
                held.unlock();
            } catch (RuntimeException e) {
                LOG.debug("outbox {}: lease not released: {}", settings.name(), e.toString());
            }
        }
    }
}
