package redpacket.grab.lane;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
 * A lane's connection to the primary, kept from batch to batch. A commit that waits for a replica blocks here and
 * nowhere else: one hanging commit a lane at the most. When another member becomes the primary the connection is
 * aborted, and the outcome of what was under way is unknown.
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
        if (current == null) {
            try {
                Connection opened = group.connectToPrimary(settings.commitTimeout());
                opened.setAutoCommit(false);
                opened.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection = opened;
                current = factory.openSession(ExecutorType.BATCH, opened);
                session = current;
            } catch (SQLException e) {
                throw new org.apache.ibatis.exceptions.PersistenceException("no connection to the primary", e);
            }
        }
        return current;
    }

    private LaneMapper mapper() {
        return session().getMapper(LaneMapper.class);
    }

    @Override
    public List<PacketMemory> load(Collection<PacketId> packets) {
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
        LaneMapper lanes = mapper();
        entries.forEach(lanes::append);
        OutboxMapper outbox = session().getMapper(OutboxMapper.class);
        events.forEach(outbox::insert);
        if (!ended.isEmpty()) {
            lanes.noLongerOpen(ended);
        }
        session().flushStatements();
    }

    @Override
    public void touch() {
        mapper().commitOnly(process, lane);
        session().flushStatements();
    }

    @Override
    public void commit() {
        session().commit(true);
    }

    @Override
    public void rollback() {
        SqlSession current = session;
        if (current == null) {
            return;
        }
        try {
            current.rollback(true);
            current.clearCache();
        } catch (RuntimeException e) {
            drop();
        }
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
                // It is gone already.
            }
        }
    }

    @Override
    public void close() {
        drop();
    }
}
