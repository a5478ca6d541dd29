package redpacket.common.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One server of a member group: its pools, and the result of the last probe. */
final class Member implements AutoCloseable {
    private static final long NEVER_READ = Long.MAX_VALUE;

    private final DatabaseSettings settings;
    private final String address;
    private @Nullable HikariDataSource pool;
    private @Nullable HikariDataSource readingPool;
    private @Nullable Connection probe;
    private final CopyPolicy copyPolicy;
    private final List<String> heartbeatRows;
    private boolean heartbeatsExist;

    private volatile boolean reachable;
    private volatile boolean writable;
    private volatile CopyPolicy.State copies = CopyPolicy.State.NONE;
    private volatile long lagMillis = NEVER_READ;

    Member(DatabaseSettings settings, String address) {
        this.settings = settings;
        this.address = address;
        this.copyPolicy = CopyPolicy.named(settings.users().copyPolicy());
        this.heartbeatRows = HeartbeatRows.names(settings);
    }

    String address() {
        return address;
    }

    boolean isReachable() {
        return reachable;
    }

    boolean isWritable() {
        return reachable && writable;
    }

    /** What it says about copies of its commits; {@link CopyPolicy.State#NONE} while it is no primary. */
    CopyPolicy.State copies() {
        return copies;
    }

    /** Reads {@link #copies} anew, on a connection to this member. */
    CopyPolicy.State readCopies(Connection connection) throws SQLException {
        CopyPolicy.State read = copyPolicy.read(connection);
        copies = read;
        return read;
    }

    /** The age of the newest heartbeat of this process that the member holds. */
    long lagMillis() {
        return lagMillis;
    }

    synchronized HikariDataSource pool() {
        HikariDataSource current = pool;
        if (current == null) {
            current = newPool("", settings.poolSizeMax());
            pool = current;
        }
        return current;
    }

    /**
     * Half as many further connections for reads on a primary while the replicas are late. With one pool those reads
     * would leave no connection to the writers.
     */
    synchronized HikariDataSource readingPool() {
        HikariDataSource current = readingPool;
        if (current == null) {
            current = newPool("-reading", Math.max(1, settings.poolSizeMax() / 2));
            readingPool = current;
        }
        return current;
    }

    /** Closes the pools, aborting what is in use: a writer that waits for a commit here gets an error. */
    void dropPool() {
        for (HikariDataSource old : takePools()) {
            Thread.ofVirtual().name("drop-pool-" + address).start(old::close);
        }
    }

    private synchronized List<HikariDataSource> takePools() {
        List<HikariDataSource> taken =
                Stream.of(pool, readingPool).filter(Objects::nonNull).toList();
        pool = null;
        readingPool = null;
        return taken;
    }

    /** Asks the member for its state. Called by one thread. */
    void probe() {
        try {
            Connection connection = probe;
            if (connection == null) {
                connection = connect(settings.heartbeatLateAfter());
                probe = connection;
            }
            boolean nowWritable = isWritable(connection);
            // Before it counts as writable: the first commit is compared with this state.
            if (nowWritable) {
                readCopies(connection);
            } else {
                copies = CopyPolicy.State.NONE;
            }
            writable = nowWritable;
            lagMillis = readLag(connection);
            reachable = true;
        } catch (SQLException e) {
            reachable = false;
            writable = false;
            copies = CopyPolicy.State.NONE;
            lagMillis = NEVER_READ;
            closeProbe();
        }
    }

    private static boolean isWritable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@global.read_only")) {
            return row.next() && row.getInt(1) == 0;
        }
    }

    private long readLag(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT TIMESTAMPDIFF(MICROSECOND, MAX(at), UTC_TIMESTAMP(3)) FROM heartbeats WHERE process IN ("
                        + String.join(", ", Collections.nCopies(heartbeatRows.size(), "?")) + ")")) {
            for (int i = 0; i < heartbeatRows.size(); i++) {
                statement.setString(i + 1, heartbeatRows.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                heartbeatsExist = true;
                long micros = row.next() ? row.getLong(1) : 0;
                return row.wasNull() ? NEVER_READ : Math.max(0, micros / 1000);
            }
        } catch (SQLException e) {
            // Before the first migration the table, or the right to read it, does not exist.
            if (!heartbeatsExist && DatabaseFailure.of(e) == DatabaseFailure.OTHER) {
                return NEVER_READ;
            }
            throw e;
        }
    }

    Connection connect(Duration socketTimeout) throws SQLException {
        return DriverManager.getConnection(
                settings.urlOf(address, socketTimeout),
                settings.users().username(),
                settings.users().password());
    }

    private HikariDataSource newPool(String suffix, int sizeMax) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(settings.name() + "-" + address + suffix);
        config.setJdbcUrl(settings.urlOf(address, settings.socketTimeout()));
        config.setUsername(settings.users().username());
        config.setPassword(settings.users().password());
        config.setMaximumPoolSize(sizeMax);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(settings.acquireTimeout().toMillis());
        config.setValidationTimeout(Math.min(500, settings.acquireTimeout().toMillis()));
        config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        config.setMaxLifetime(Duration.ofMinutes(10).toMillis());
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(false);
        // Longer than any connection is idle here. A process that vanishes within a transaction holds its locks for
        // that long. A commit that waits for a replica is no idle connection.
        config.setConnectionInitSql("SET SESSION wait_timeout = 120");
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return new HikariDataSource(config);
    }

    private void closeProbe() {
        Connection connection = probe;
        probe = null;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException ignored) {
                // The connection is closed already.
            }
        }
    }

    @Override
    public void close() {
        closeProbe();
        takePools().forEach(HikariDataSource::close);
    }
}
