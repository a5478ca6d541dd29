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
 * Transactions on one DataSource with MyBatis mappers. Every call is one transaction. A write commits when the work
 * returns and rolls back when it throws; a commit that throws has an unknown outcome. A read always rolls back.
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

    /** A pool's connections stay out of autocommit: switching it on and off again costs two statements. */
    private static JdbcTransactionFactory transactions() {
        Properties properties = new Properties();
        properties.setProperty("skipSetAutoCommitOnClose", "true");
        JdbcTransactionFactory transactions = new JdbcTransactionFactory();
        transactions.setProperties(properties);
        return transactions;
    }

    public <T> T read(Function<SqlSession, T> work) {
        return reading(TransactionIsolationLevel.READ_COMMITTED, work);
    }

    /** Reads as of one instant: several statements see one state. */
    public <T> T readSnapshot(Function<SqlSession, T> work) {
        return reading(TransactionIsolationLevel.REPEATABLE_READ, work);
    }

    public <T> T write(Function<SqlSession, T> work) {
        return writing(ExecutorType.SIMPLE, work);
    }

    /** Statements of the same mapper method in a row go to the server as one; they run when read or flushed. */
    public <T> T writeBatch(Function<SqlSession, T> work) {
        return writing(ExecutorType.BATCH, work);
    }

    /** Like {@link #write}, and repeated after a deadlock or a lock time-out. The work may run several times. */
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

    /** A rollback ends the transaction as a commit does, without the commit's proof of a second copy. */
    private <T> T reading(TransactionIsolationLevel isolation, Function<SqlSession, T> work) {
        try (SqlSession session = factory.openSession(ExecutorType.SIMPLE, isolation)) {
            T result;
            try {
                result = work.apply(session);
            } catch (RuntimeException | Error e) {
                rollBack(session, e);
                throw e;
            }
            session.rollback(true);
            return result;
        }
    }

    private <T> T writing(ExecutorType executor, Function<SqlSession, T> work) {
        try (SqlSession session = factory.openSession(executor, TransactionIsolationLevel.READ_COMMITTED)) {
            try {
                T result = work.apply(session);
                if (executor == ExecutorType.BATCH) {
                    session.flushStatements();
                }
                // Forced, since MyBatis does not count writes in batches.
                session.commit(true);
                return result;
            } catch (RuntimeException | Error e) {
                rollBack(session, e);
                throw e;
            }
        }
    }

    /** Forced, since MyBatis does not count writes past its mappers and would leave them in the transaction. */
    private static void rollBack(SqlSession session, Throwable failure) {
        try {
            session.rollback(true);
        } catch (RuntimeException e) {
            // The connection is closed, and its transaction with it.
            failure.addSuppressed(e);
        }
    }
}
