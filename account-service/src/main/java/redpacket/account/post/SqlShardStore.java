package redpacket.account.post;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.session.SqlSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import redpacket.account.model.LedgerBatch;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.LedgerRows.WalletRow;
import redpacket.account.model.LedgerWrites;
import redpacket.account.model.ShardFacts;
import redpacket.account.shard.Shard;
import redpacket.common.database.SqlSessions;
import redpacket.common.money.Fen;

/**
 * A shard in its schema, on a connection of its own.
 *
 * <p>INVARIANT: every batch locks the row of the epoch first and finds its own epoch there. A successor increments the
 * epoch under the same lock, so no batch of an earlier epoch commits after it. Nothing is remembered between batches.
 *
 * <p>The server ends the transaction of a process that froze in the middle of one, and so frees its locks. That is a
 * limit on an idle connection: it never cuts short a commit that waits for a replica (rule L4).
 */
final class SqlShardStore implements ShardStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqlShardStore.class);
    private static final long NO_EPOCH = 0;

    private final Shard shard;
    private final String process;
    private final FactsReader facts;
    private final LedgerSettings settings;
    private final LongSupplier nanoTime;
    private volatile @Nullable Connection connection;
    private @Nullable SqlSessions sessions;
    private long epoch = NO_EPOCH;
    private volatile boolean holdsLease;
    private volatile long renewedNanos;

    /** @param process names this process among those that may lead the shard */
    SqlShardStore(Shard shard, String process, FactsReader facts, LedgerSettings settings, LongSupplier nanoTime) {
        this.shard = shard;
        this.process = process;
        this.facts = facts;
        this.settings = settings;
        this.nanoTime = nanoTime;
        shard.group().onPrimaryChange(this::abort);
    }

    @Override
    public boolean accepting() {
        return shard.group().accepting();
    }

    @Override
    public boolean leads() {
        return holdsLease
                && nanoTime.getAsLong() - renewedNanos < settings.leaseFor().toNanos();
    }

    @Override
    public boolean lead() {
        long begun = nanoTime.getAsLong();
        if (holdsLease && begun - renewedNanos < settings.renewEvery().toNanos()) {
            return true;
        }
        long before = epoch;
        epoch = inTransaction(sessions -> sessions.write(session -> leadIn(session, before)));
        holdsLease = epoch != NO_EPOCH;
        renewedNanos = begun;
        if (epoch != before) {
            LOG.info(
                    holdsLease ? "shard {}: this process leads, epoch {}" : "shard {}: another process leads",
                    shard.number(),
                    epoch);
        }
        return holdsLease;
    }

    private long leadIn(SqlSession session, long held) {
        LedgerMapper mapper = session.getMapper(LedgerMapper.class);
        if (held != NO_EPOCH && mapper.renew(held, leaseMicros()) == 1) {
            return held;
        }
        LedgerMapper.LeaderRow row = mapper.leader(process)
                .orElseThrow(() -> new IllegalStateException(
                        "shard " + shard.number() + ": shard_leader has no row. Restore the row with id 1."));
        return row.free() && mapper.take(row.epoch(), process, leaseMicros()) == 1 ? row.epoch() + 1 : NO_EPOCH;
    }

    private long leaseMicros() {
        return settings.leaseFor().toNanos() / 1_000;
    }

    @Override
    public void release() {
        long held = epoch;
        epoch = NO_EPOCH;
        holdsLease = false;
        try {
            if (held != NO_EPOCH) {
                inTransaction(sessions -> sessions.write(
                        session -> session.getMapper(LedgerMapper.class).renew(held, 0)));
            }
        } finally {
            drop();
        }
    }

    @Override
    public Committed commit(List<LedgerCommand> commands) {
        long begun = nanoTime.getAsLong();
        Committed committed = inTransaction(sessions -> sessions.writeBatch(session -> commitIn(session, commands)));
        renewedNanos = begun;
        return committed;
    }

    private Committed commitIn(SqlSession session, List<LedgerCommand> commands) {
        LedgerMapper mapper = session.getMapper(LedgerMapper.class);
        ShardRows rows = new ShardRows(session.getConnection());
        // A change in every batch, so that the commit is acknowledged: the rows that a batch reads may be a tail that
        // only a primary holds that crashed and came back (rule L4).
        if (epoch == NO_EPOCH || !rows.renewLease(epoch, leaseMicros())) {
            epoch = NO_EPOCH;
            holdsLease = false;
            throw new FencedException("shard " + shard.number() + ": another process leads");
        }
        ShardFacts known = facts.read(rows, mapper, commands);
        LedgerBatch batch = new LedgerBatch(known, Fen.of(settings.dailyLimitFen()));
        List<LedgerOutcome> outcomes = commands.stream().map(batch::decide).toList();
        write(rows, mapper, batch.writes(), known);
        return new Committed(outcomes, batch.writes());
    }

    /** A wallet that was not there is inserted: the insert fails where its first row was written meanwhile. */
    private static void write(ShardRows rows, LedgerMapper mapper, LedgerWrites writes, ShardFacts known) {
        rows.insertTransfers(writes.transfers());
        rows.insertEntries(writes.entries());
        List<WalletRow> opened = new ArrayList<>();
        List<WalletRow> changed = new ArrayList<>();
        writes.wallets()
                .forEach(wallet -> (known.wallets().containsKey(wallet.userId()) ? changed : opened).add(wallet));
        rows.insertWallets(opened);
        rows.updateWallets(changed);
        writes.keys().forEach(mapper::insertKey);
        writes.dailySends().forEach(mapper::saveDaily);
        writes.payouts().forEach(mapper::savePayout);
    }

    /** A connection on which anything failed is not used again. */
    private <T> T inTransaction(Function<SqlSessions, T> work) {
        try {
            return work.apply(sessions());
        } catch (RuntimeException | Error e) {
            drop();
            throw e;
        }
    }

    private SqlSessions sessions() {
        SqlSessions current = sessions;
        if (current == null) {
            try {
                Connection opened = shard.group().connectToPrimary(settings.commitTimeout());
                connection = opened;
                opened.setAutoCommit(false);
                try (Statement statement = opened.createStatement()) {
                    statement.execute("SET SESSION wait_timeout = "
                            + settings.idleTransactionMax().toSeconds());
                }
                current = new SqlSessions(new SingleConnectionDataSource(opened, true), LedgerMapper.class);
                sessions = current;
            } catch (SQLException e) {
                throw new PersistenceException("shard " + shard.number() + ": no connection to the primary", e);
            }
        }
        return current;
    }

    private void drop() {
        sessions = null;
        abort();
        connection = null;
    }

    /** Ends a commit that hangs on a member that is not the primary any more. */
    private void abort() {
        Connection current = connection;
        if (current != null) {
            try {
                current.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("shard {}: the connection is gone already: {}", shard.number(), e.toString());
            }
        }
    }
}
