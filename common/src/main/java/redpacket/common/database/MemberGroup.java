package redpacket.common.database;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A primary and its replicas, as one process sees them.
 *
 * <p>A probe asks every member twice a second whether it is writable; the writable member is the primary. When another
 * member becomes the primary, the group aborts the connections to the old one. A commit that waits there then throws,
 * and its outcome is unknown. Thread-safe.
 */
public final class MemberGroup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemberGroup.class);

    private final DatabaseSettings settings;
    private final List<Member> members;
    private final Heartbeat heartbeat;
    private final List<Thread> probers = new ArrayList<>();
    private final List<Runnable> primaryListeners = new CopyOnWriteArrayList<>();
    private final DataSource primaryDataSource = new FollowingDataSource(this::borrowFromPrimary);
    private final DataSource readableDataSource = new FollowingDataSource(this::borrowReadable);
    private volatile @Nullable Member primary;
    private volatile boolean open = true;

    private MemberGroup(DatabaseSettings settings) {
        this.settings = settings;
        this.members = settings.members().stream()
                .map(address -> new Member(settings, address))
                .toList();
        this.heartbeat = new Heartbeat(settings, new HeartbeatRows(settings, () -> primary), System::nanoTime);
    }

    /** Begins to look for the primary; the group need not have one yet. */
    public static MemberGroup open(DatabaseSettings settings, MeterRegistry meters) {
        MemberGroup group = new MemberGroup(settings);
        // Each member has its own thread: a member that hangs must not hide the others.
        for (Member member : group.members) {
            group.probers.add(Thread.ofPlatform()
                    .daemon()
                    .name("probe-" + settings.name() + "-" + member.address())
                    .start(() -> group.probe(member)));
        }
        new MemberGroupMeters(settings.name(), meters).register(group, group.members, group.heartbeat);
        return group;
    }

    /** Call this once the schema exists. Until then {@link #accepting} is false. */
    public void startHeartbeat() {
        heartbeat.start();
    }

    public String name() {
        return settings.name();
    }

    /**
     * Connections to the current primary; an error at once when there is none. Their {@code commit} throws unless a
     * second copy is proved; the outcome is then unknown.
     */
    public DataSource primary() {
        return primaryDataSource;
    }

    /**
     * Connections for reading: to a fresh replica, else to the primary from a smaller pool. While there is no primary,
     * any replica will do.
     */
    public DataSource readable() {
        return readableDataSource;
    }

    /**
     * A connection to the primary outside of the pool, with a socket time-out of its own, for a writer that keeps it.
     * Its {@code commit} throws unless a second copy is proved, as on {@link #primary}.
     */
    public Connection connectToPrimary(Duration socketTimeout) throws SQLException {
        Member current = requirePrimary();
        return ProvenCommits.of(current.connect(socketTimeout), current);
    }

    /**
     * Whether there is a primary that waits for a second copy of each commit, has a replica to give it, and got the
     * last heartbeat acknowledged in time. Otherwise no write may begin.
     */
    public boolean accepting() {
        Member current = primary;
        return current != null && current.copies().acceptsCommits() && heartbeat.isAcknowledged();
    }

    /** The listener runs on a probe's thread whenever another member has become the primary. */
    public void onPrimaryChange(Runnable listener) {
        primaryListeners.add(listener);
    }

    /** Waits for a primary; false when there is none in time. */
    public boolean awaitPrimary(Duration atMost) throws InterruptedException {
        return await(() -> primary != null, atMost);
    }

    /** Waits until commits are acknowledged; false when they are not in time. */
    public boolean awaitAccepting(Duration atMost) throws InterruptedException {
        return await(this::accepting, atMost);
    }

    private static boolean await(Supplier<Boolean> condition, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.get()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    /** The group as the last probes saw it. */
    public MemberGroupStatus status() {
        Member current = primary;
        List<MemberGroupStatus.Replica> replicas = members.stream()
                .filter(member -> member != current)
                .map(member -> new MemberGroupStatus.Replica(
                        member.address(),
                        member.isReachable(),
                        member.lagMillis() == Long.MAX_VALUE ? null : member.lagMillis()))
                .toList();
        CopyPolicy.State copies = current == null ? CopyPolicy.State.NONE : current.copies();
        return new MemberGroupStatus(
                current == null ? null : current.address(),
                replicas,
                new MemberGroupStatus.SemiSync(copies.enforced(), copies.acknowledging()),
                copies.commits(),
                accepting());
    }

    private void probe(Member member) {
        while (open) {
            try {
                member.probe();
                choosePrimary(member);
            } catch (RuntimeException e) {
                LOG.error("{}: probe of {} failed", settings.name(), member.address(), e);
            }
            try {
                Thread.sleep(settings.probeEvery());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** A writable member replaces a primary that is not writable. Of two writable members the first stays. */
    private synchronized void choosePrimary(Member seen) {
        Member current = primary;
        if (seen == current) {
            if (!seen.isWritable()) {
                primary = null;
                LOG.warn("{}: {} is not the primary any more", settings.name(), seen.address());
            }
            return;
        }
        if (!seen.isWritable() || (current != null && current.isWritable())) {
            return;
        }
        primary = seen;
        LOG.info("{}: {} is the primary", settings.name(), seen.address());
        heartbeat.abort();
        for (Member other : members) {
            if (other != seen) {
                other.dropPool();
            }
        }
        primaryListeners.forEach(Runnable::run);
    }

    private Member requirePrimary() throws SQLException {
        Member current = primary;
        if (current == null) {
            throw new SQLTransientConnectionException(settings.name() + " has no primary at the moment", "08001");
        }
        return current;
    }

    private Connection borrowFromPrimary() throws SQLException {
        Member current = requirePrimary();
        return ProvenCommits.of(current.pool().getConnection(), current);
    }

    private Connection borrowReadable() throws SQLException {
        Member fresh = leastBehind(settings.replicaLagMax().toMillis());
        if (fresh != null) {
            try {
                return fresh.pool().getConnection();
            } catch (SQLException e) {
                LOG.debug("{}: {} lends no connection: {}", settings.name(), fresh.address(), e.toString());
            }
        }
        // Without a primary no heartbeat arrives, so every replica looks late although it misses nothing.
        Member rest = primary == null ? leastBehind(Long.MAX_VALUE) : null;
        return rest == null
                ? requirePrimary().readingPool().getConnection()
                : rest.pool().getConnection();
    }

    private @Nullable Member leastBehind(long lagMillisMax) {
        Member best = null;
        for (Member member : members) {
            if (member != primary
                    && member.isReachable()
                    && member.lagMillis() <= lagMillisMax
                    && (best == null || member.lagMillis() < best.lagMillis())) {
                best = member;
            }
        }
        return best;
    }

    @Override
    public void close() {
        open = false;
        probers.forEach(Thread::interrupt);
        heartbeat.close();
        members.forEach(Member::close);
    }
}
