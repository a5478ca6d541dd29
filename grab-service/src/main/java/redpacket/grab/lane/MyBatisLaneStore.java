package redpacket.grab.lane;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.jspecify.annotations.Nullable;
import redpacket.common.database.MemberGroup;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.outbox.OutboxMapper;
import redpacket.common.outbox.OutboxRow;
import redpacket.grab.model.AudienceKind;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.model.PacketTerms;

/**
 * A lane's connection to the primary, kept from batch to batch. At most one commit a lane waits for a replica. When
 * another member becomes the primary the connection is aborted, and the outcome of the running commit is unknown.
 *
 * <p>INVARIANT (rule L4): the server has no statement time-out, and no KILL is sent. The session ends a lock wait,
 * which precedes the commit, and a transaction whose client is silent, in which no commit is in progress. So the locks
 * of an owner that is frozen last for seconds. MariaDB has a time-out of idle transactions; on MySQL it is that of idle
 * connections, so a connection that was idle is replaced before it can be used.
 */
final class MyBatisLaneStore implements LaneStore {
    private final SetId set;
    private final MemberGroup group;
    private final LaneSettings settings;
    private final String process;
    private final int lane;
    private final SqlSessionFactory factory;
    private volatile @Nullable Connection connection;
    private @Nullable SqlSession session;
    private boolean endsWhenIdle;
    private boolean inTransaction;
    private long usedNanos;

    MyBatisLaneStore(
            SetId set, MemberGroup group, LaneSettings settings, String process, int lane, SqlSessionFactory sessions) {
        this.set = set;
        this.group = group;
        this.settings = settings;
        this.process = process;
        this.lane = lane;
        this.factory = sessions;
        group.onPrimaryChange(this::abort);
    }

    /** For all lanes of a group. */
    static SqlSessionFactory sessions(MemberGroup group) {
        Configuration configuration =
                new Configuration(new Environment("lane", new JdbcTransactionFactory(), group.primary()));
        configuration.setMapUnderscoreToCamelCase(true);
        configuration.setArgNameBasedConstructorAutoMapping(true);
        configuration.setLocalCacheScope(LocalCacheScope.STATEMENT);
        configuration.setCacheEnabled(false);
        configuration.addMapper(LaneMapper.class);
        configuration.addMapper(OutboxMapper.class);
        return new SqlSessionFactoryBuilder().build(configuration);
    }

    private SqlSession session() {
        SqlSession current = session;
        if (current != null && !inTransaction && endsWhenIdle && wasIdle()) {
            drop();
            current = null;
        }
        if (current == null) {
            try {
                Connection opened = connect();
                connection = opened;
                current = factory.openSession(ExecutorType.BATCH, opened);
                session = current;
            } catch (SQLException e) {
                throw new PersistenceException("no connection to the primary", e);
            }
        }
        inTransaction = true;
        return current;
    }

    private boolean wasIdle() {
        return System.nanoTime() - usedNanos > settings.idleTransactionMax().toNanos() / 2;
    }

    private void transactionEnded() {
        inTransaction = false;
        usedNanos = System.nanoTime();
    }

    private Connection connect() throws SQLException {
        Connection opened = group.connectToPrimary(settings.commitTimeout());
        try (Statement statement = opened.createStatement()) {
            boolean mariaDb = opened.getMetaData().getDatabaseProductVersion().contains("MariaDB");
            statement.execute("SET SESSION innodb_lock_wait_timeout = "
                    + settings.lockWait().toSeconds()
                    + ", SESSION " + (mariaDb ? "idle_transaction_timeout" : "wait_timeout") + " = "
                    + settings.idleTransactionMax().toSeconds());
            endsWhenIdle = !mariaDb;
            opened.setAutoCommit(false);
            opened.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            return opened;
        } catch (SQLException e) {
            opened.abort(Runnable::run);
            throw e;
        }
    }

    private LaneMapper mapper() {
        return session().getMapper(LaneMapper.class);
    }

    @Override
    public List<PacketMemory> load(Collection<PacketId> packets) {
        return onConnection(() -> read(packets));
    }

    @Override
    public Instant now() {
        return onConnection(() -> mapper().now());
    }

    private List<PacketMemory> read(Collection<PacketId> packets) {
        List<Long> numbers = packets.stream().map(PacketId::number).toList();
        List<LaneMapper.TermsRow> terms = mapper().terms(numbers);
        if (terms.isEmpty()) {
            return List.of();
        }
        List<Long> found = terms.stream().map(LaneMapper.TermsRow::packetId).toList();
        Map<Long, Set<Long>> audiences = audiences(terms);
        Map<Long, List<LogEntry>> logs =
                mapper().log(found).stream().collect(Collectors.groupingBy(LogEntry::packetId));
        return terms.stream()
                .map(row -> new PacketMemory(
                        new PacketTerms(
                                new PacketId(set, row.packetId()),
                                row.senderId(),
                                row.kind(),
                                row.totalFen(),
                                row.shareCount(),
                                row.passwordHash(),
                                row.audienceKind(),
                                audiences.getOrDefault(row.packetId(), Set.of()),
                                row.expiresAt(),
                                row.campaignId()),
                        logs.getOrDefault(row.packetId(), List.of())))
                .toList();
    }

    private Map<Long, Set<Long>> audiences(List<LaneMapper.TermsRow> terms) {
        List<Long> closed = terms.stream()
                .filter(row -> row.audienceKind() != AudienceKind.LINK)
                .map(LaneMapper.TermsRow::packetId)
                .toList();
        Map<Long, Set<Long>> audiences = new HashMap<>();
        if (!closed.isEmpty()) {
            mapper().audience(closed)
                    .forEach(row -> audiences
                            .computeIfAbsent(row.packetId(), ignored -> new HashSet<>())
                            .add(row.userId()));
        }
        return audiences;
    }

    @Override
    public void write(List<LogEntry> entries, List<Long> ended, List<OutboxRow> events) {
        onConnection(() -> {
            LaneMapper lanes = mapper();
            entries.forEach(lanes::append);
            OutboxMapper outbox = session().getMapper(OutboxMapper.class);
            events.forEach(outbox::insert);
            if (!ended.isEmpty()) {
                lanes.noLongerOpen(ended);
            }
            return session().flushStatements();
        });
    }

    @Override
    public void touch() {
        onConnection(() -> {
            mapper().commitOnly(process, lane);
            return session().flushStatements();
        });
    }

    @Override
    public void commit() {
        onConnection(() -> {
            session().commit(true);
            return true;
        });
        transactionEnded();
    }

    /** Whatever the driver throws on a connection that was closed meanwhile, the connection is the cause. */
    private <T> T onConnection(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            if (isClosed()) {
                throw new PersistenceException(
                        "the connection was closed", new SQLNonTransientConnectionException(e.toString(), "08003", e));
            }
            throw e;
        }
    }

    private boolean isClosed() {
        Connection current = connection;
        try {
            return current != null && current.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public void rollback() {
        SqlSession current = session;
        try {
            if (current != null) {
                current.rollback(true);
                current.clearCache();
            }
        } catch (RuntimeException e) {
            drop();
        }
        transactionEnded();
    }

    private void drop() {
        session = null;
        abort();
        connection = null;
    }

    private void abort() {
        Connection current = connection;
        if (current != null) {
            try {
                current.abort(Runnable::run);
            } catch (SQLException ignored) {
                // The connection is closed already.
            }
        }
    }

    @Override
    public void close() {
        drop();
    }
}
