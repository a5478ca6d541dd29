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
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One server of a member group: its pool, and what the last look at it said. */
final class Member implements AutoCloseable {
    private static final long NEVER_READ = Long.MAX_VALUE;

    private final DatabaseSettings settings;
    private final String address;
    private @Nullable HikariDataSource pool;
    private @Nullable HikariDataSource readingPool;
    private @Nullable Connection probe;
    private boolean heartbeatsExist;

    private volatile boolean reachable;
    private volatile boolean writable;
    private volatile boolean semiSync;
    private volatile long lagMillis = NEVER_READ;

    Member(DatabaseSettings settings, String address) {
        this.settings = settings;
        this.address = address;
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

    /** Whether it is the primary and says that its commits wait for a replica. */
    boolean isSemiSync() {
        return isWritable() && semiSync;
    }

    /** Milliseconds since the last heartbeat of this process that the member holds. */
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
     * Half as many more for what reads on a primary because the replicas are late: then everything reads there at once, and
     * from the one pool whoever writes would get no connection.
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

    /** Asks the member what it is. Called by its one prober. */
    void look() {
        try {
            Connection connection = probe;
            if (connection == null) {
                connection = connect(settings.heartbeatLateAfter());
                probe = connection;
            }
            writable = isWritable(connection);
            semiSync = writable && isSemiSync(connection);
            lagMillis = readLag(connection);
            reachable = true;
        } catch (SQLException e) {
            reachable = false;
            writable = false;
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

    private static boolean isSemiSync(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                // MariaDB says master where MySQL says source.
                ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS WHERE variable_name IN"
                        + " ('Rpl_semi_sync_master_status', 'Rpl_semi_sync_source_status')")) {
            return row.next() && "ON".equals(row.getString(2));
        }
    }

    private long readLag(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT TIMESTAMPDIFF(MICROSECOND, at, UTC_TIMESTAMP(3)) FROM heartbeats WHERE process = ?")) {
            statement.setString(1, settings.processName());
            try (ResultSet row = statement.executeQuery()) {
                heartbeatsExist = true;
                return row.next() ? Math.max(0, row.getLong(1) / 1000) : NEVER_READ;
            }
        } catch (SQLException e) {
            // Before the first migration there is no such table, or no right to read it.
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
        // Longer than any connection is idle here. A process that is gone without a word, in the middle of a
        // transaction,
        // holds its locks for that long; a commit that waits for a replica is no idle connection (rule L4).
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
                // It is gone already.
            }
        }
    }

    @Override
    public void close() {
        closeProbe();
        takePools().forEach(HikariDataSource::close);
    }
}
