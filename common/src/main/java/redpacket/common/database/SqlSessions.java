package redpacket.common.database;

import java.util.Properties;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.session.TransactionIsolationLevel;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/**
 * Transactions on one DataSource with MyBatis mappers. Every call is one transaction: committed when the work returns,
 * rolled back when it throws. A commit that throws has an unknown outcome.
 */
public final class SqlSessions {
    private static final int TRIES_MAX = 5;

    private final SqlSessionFactory factory;

    public SqlSessions(DataSource dataSource, Class<?>... mappers) {
        Configuration configuration = new Configuration(new Environment("database", transactions(), dataSource));
        configuration.setMapUnderscoreToCamelCase(true);
        configuration.setArgNameBasedConstructorAutoMapping(true);
        configuration.setLocalCacheScope(LocalCacheScope.STATEMENT);
        configuration.setCacheEnabled(false);
        for (Class<?> mapper : mappers) {
            configuration.addMapper(mapper);
        }
        this.factory = new SqlSessionFactoryBuilder().build(configuration);
    }

    /** A pool's connections are out of autocommit, and stay so: to switch it on and off again is two statements more. */
    private static JdbcTransactionFactory transactions() {
        Properties properties = new Properties();
        properties.setProperty("skipSetAutoCommitOnClose", "true");
        JdbcTransactionFactory transactions = new JdbcTransactionFactory();
        transactions.setProperties(properties);
        return transactions;
    }

    public <T> T read(Function<SqlSession, T> work) {
        return inTransaction(ExecutorType.SIMPLE, TransactionIsolationLevel.READ_COMMITTED, work);
    }

    /** Reads as of one instant: several statements see one state. */
    public <T> T readSnapshot(Function<SqlSession, T> work) {
        return inTransaction(ExecutorType.SIMPLE, TransactionIsolationLevel.REPEATABLE_READ, work);
    }

    public <T> T write(Function<SqlSession, T> work) {
        return inTransaction(ExecutorType.SIMPLE, TransactionIsolationLevel.READ_COMMITTED, work);
    }

    /** Statements of the same mapper method in a row go to the server as one; they run when read or flushed. */
    public <T> T writeBatch(Function<SqlSession, T> work) {
        return inTransaction(ExecutorType.BATCH, TransactionIsolationLevel.READ_COMMITTED, work);
    }

    /** Like write, tried again when the database says that it is worth it. The work must bear running twice. */
    public <T> T writeRetrying(Function<SqlSession, T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return write(work);
            } catch (RuntimeException e) {
                if (tries == TRIES_MAX || DatabaseFailure.of(e) != DatabaseFailure.RETRYABLE) {
                    throw e;
                }
            }
        }
    }

    private <T> T inTransaction(
            ExecutorType executor, TransactionIsolationLevel isolation, Function<SqlSession, T> work) {
        try (SqlSession session = factory.openSession(executor, isolation)) {
            try {
                T result = work.apply(session);
                if (executor == ExecutorType.BATCH) {
                    session.flushStatements();
                }
                // Forced: MyBatis does not know of writes in batches, and a read must end its transaction as well.
                session.commit(true);
                return result;
            } catch (RuntimeException | Error e) {
                rollBack(session, e);
                throw e;
            }
        }
    }

    /** Forced as well: MyBatis does not know of what was written past its mappers, and would leave it to be committed. */
    private static void rollBack(SqlSession session, Throwable failure) {
        try {
            session.rollback(true);
        } catch (RuntimeException e) {
            // The connection is gone, and its transaction with it.
            failure.addSuppressed(e);
        }
    }
}
