package redpacket.common.database;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A primary and its replicas, as one process sees them.
 *
 * <p>Every member is asked twice a second whether it is writable; the one that is, is the primary. When another member
 * becomes it, the connections to the old one are aborted, so whoever waits there for a commit gets an error and must
 * take the outcome as unknown. Thread-safe.
 */
public final class MemberGroup implements AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(MemberGroup.class);

    private final DatabaseSettings settings;
    private final List<Member> members;
    private final Heartbeat heartbeat;
    private final List<Thread> probers = new ArrayList<>();
    private final List<Runnable> primaryListeners = new CopyOnWriteArrayList<>();
    private final DataSource primaryDataSource = new DelegatingDataSource(this::borrowFromPrimary);
    private final DataSource readableDataSource = new DelegatingDataSource(this::borrowReadable);
    private volatile @Nullable Member primary;
    private volatile boolean open = true;

    private MemberGroup(DatabaseSettings settings) {
        this.settings = settings;
        this.members = settings.members().stream()
                .map(address -> new Member(settings, address))
                .toList();
        this.heartbeat = new Heartbeat(settings, () -> primary);
    }

    /** Begins to look for the primary; it need not be there yet. */
    public static MemberGroup open(DatabaseSettings settings, MeterRegistry meters) {
        MemberGroup group = new MemberGroup(settings);
        // One prober a member: one that hangs must not hide the others.
        for (Member member : group.members) {
            group.probers.add(Thread.ofPlatform()
                    .daemon()
                    .name("probe-" + settings.name() + "-" + member.address())
                    .start(() -> group.probe(member)));
        }
        new MemberGroupMeters(settings.name(), meters).register(group, group.members, group.heartbeat);
        return group;
    }

    /** Call once the schema is there. Until then {@link #accepting} is false. */
    public void startHeartbeat() {
        heartbeat.start();
    }

    public String name() {
        return settings.name();
    }

    /** Connections to the current primary; an error at once when there is none. */
    public DataSource primary() {
        return primaryDataSource;
    }

    /**
     * Connections to a replica that is fresh, else to the primary (rule R1), of which there are fewer then, else, while there
     * is none, to any replica.
     */
    public DataSource readable() {
        return readableDataSource;
    }

    /** A connection to the primary outside of the pool, for a writer that keeps it; its wait for an answer is its own. */
    public Connection connectToPrimary(Duration socketTimeout) throws SQLException {
        return requirePrimary().connect(socketTimeout);
    }

    /** Whether there is a primary whose commits reach a replica. When not, do not begin to write. */
    public boolean accepting() {
        return primary != null && heartbeat.isAcknowledged();
    }

    /** Runs on the prober's thread whenever another member has become the primary. */
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

    /** What an operator wants to see. Asks the primary about semi-sync, so it takes a round trip. */
    public MemberGroupStatus status() {
        Member current = primary;
        List<MemberGroupStatus.Replica> replicas = members.stream()
                .filter(member -> member != current)
                .map(member -> new MemberGroupStatus.Replica(
                        member.address(),
                        member.isReachable(),
                        member.lagMillis() == Long.MAX_VALUE ? null : member.lagMillis()))
                .toList();
        return new MemberGroupStatus(current == null ? null : current.address(), replicas, semiSync(), accepting());
    }

    private MemberGroupStatus.SemiSync semiSync() {
        boolean on = false;
        int clients = 0;
        try (Connection connection = primaryDataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Rpl\\_semi\\_sync%'")) {
            while (row.next()) {
                // MariaDB says master where MySQL says source.
                switch (row.getString(1)) {
                    case "Rpl_semi_sync_master_status", "Rpl_semi_sync_source_status" ->
                        on = "ON".equals(row.getString(2));
                    case "Rpl_semi_sync_master_clients", "Rpl_semi_sync_source_clients" -> clients = row.getInt(2);
                    default -> {}
                }
            }
        } catch (SQLException e) {
            LOG.debug("{}: semi-sync status not to be had: {}", settings.name(), e.toString());
        }
        return new MemberGroupStatus.SemiSync(on, clients);
    }

    private void probe(Member member) {
        while (open) {
            try {
                member.look();
                choosePrimary(member);
                Thread.sleep(settings.probeEvery());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("{}: probe of {} failed", settings.name(), member.address(), e);
            }
        }
    }

    /** A member that has just been seen writable takes over from one that is not; of two that are, the first stays. */
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
        return requirePrimary().pool().getConnection();
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
        // Without a primary no heartbeat arrives anywhere: every replica looks late, and has all that can be read.
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

    @FunctionalInterface
    private interface Borrow {
        Connection borrow() throws SQLException;
    }

    /** A DataSource whose every connection is asked for anew, so that it follows the primary. */
    private record DelegatingDataSource(Borrow borrow) implements DataSource {
        @Override
        public Connection getConnection() throws SQLException {
            return borrow.borrow();
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            throw new SQLException("the user is configured");
        }

        @Override
        public @Nullable PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return DriverManager.getLoginTimeout();
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("wraps nothing");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
