package redpacket.common.outbox;

import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.database.Lease;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.SqlSessions;

/** An outbox in a schema, with its lease in the same schema. Only the relay's thread uses the lease and the rows. */
final class SqlOutbox implements Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(SqlOutbox.class);

    private final OutboxSettings settings;
    private final MemberGroup group;
    private final SqlSessions sessions;
    private final Lease lease;
    private boolean wasHeld;

    SqlOutbox(OutboxSettings settings, MemberGroup group) {
        this.settings = settings;
        this.group = group;
        this.sessions = new SqlSessions(group.primary(), OutboxMapper.class);
        this.lease = new Lease(group, "outbox-" + settings.topic(), settings.leaseFor());
    }

    @Override
    public boolean isOurs() {
        return group.accepting() && holdsLease();
    }

    private boolean holdsLease() {
        boolean isHeld = lease.hold();
        if (isHeld != wasHeld) {
            LOG.info("outbox {}: {} process is the relay now", settings.name(), isHeld ? "this" : "another");
        }
        wasHeld = isHeld;
        return isHeld;
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
        lease.release();
    }
}
