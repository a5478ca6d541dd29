package redpacket.common.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kind of a database failure, which decides how the caller reacts. */
public enum DatabaseFailure {
    /** A unique key is taken: another writer was first. The transaction has no effect once it is rolled back. */
    DUPLICATE_KEY,
    /** A foreign key has no parent: the writer is ahead of the stored rows. */
    MISSING_PARENT,
    /** A deadlock, a lock-wait time-out or a snapshot that is too old: roll back and try again. */
    RETRYABLE,
    /** No primary, no connection, or no answer in time. A commit may or may not have happened. */
    UNAVAILABLE,
    /** A bug, or a database that is not as the code expects it. */
    OTHER;

    private static final int CAUSES_MAX = 20;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    /** The texts of Connector/J and HikariCP for a use of what another thread has closed. */
    private static final Pattern CLOSED = Pattern.compile(
            "after (connection|statement|resultset) closed"
                    + "|(connection|statement|socket|datasource.*) (is|was|has been) closed|executor was closed",
            Pattern.CASE_INSENSITIVE);

    public static DatabaseFailure of(Throwable failure) {
        SQLException sql = sqlCause(failure);
        if (sql == null) {
            return isOfClosed(failure) ? UNAVAILABLE : OTHER;
        }
        return switch (sql.getErrorCode()) {
            case 1062, 1586 -> DUPLICATE_KEY;
            case 1452, 1216 -> MISSING_PARENT;
            // 3101: a group rolled the transaction back at its commit, because of a conflict.
            case LOCK_WAIT_TIMEOUT, 1213, 1020, 3101 -> RETRYABLE;
            // Read-only: the member is not the primary any more. Shutdown, too many connections, connection killed,
            // idle for too long, no agreement of the group.
            case 1290, 1836, 1053, 1040, 1203, 1927, 1317, 4031, 3100 -> UNAVAILABLE;
            default -> isConnectionTrouble(sql) || isOfClosed(failure) ? UNAVAILABLE : OTHER;
        };
    }

    /** Whether another transaction held a lock for longer than this one may wait. */
    public static boolean isLockWaitTimeout(Throwable failure) {
        SQLException sql = sqlCause(failure);
        return sql != null && sql.getErrorCode() == LOCK_WAIT_TIMEOUT;
    }

    private static boolean isConnectionTrouble(SQLException sql) {
        String state = sql.getSQLState();
        return sql instanceof SQLTransientException
                || sql instanceof SQLRecoverableException
                || sql instanceof SQLNonTransientConnectionException
                || (state != null && state.startsWith("08"));
    }

    /** A closed connection or statement means that another thread gave the member up in the meantime. */
    private static boolean isOfClosed(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < CAUSES_MAX; i++) {
            String message = cause.getMessage();
            if (message != null && CLOSED.matcher(message).find()) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** The innermost SQLException is the driver's; an outer one with an error code is as good. */
    private static @Nullable SQLException sqlCause(Throwable failure) {
        Throwable cause = failure;
        SQLException found = null;
        for (int i = 0; cause != null && i < CAUSES_MAX; i++) {
            if (cause instanceof SQLException sql) {
                if (sql.getErrorCode() != 0) {
                    return sql;
                }
                if (found == null || !isConnectionTrouble(found)) {
                    found = sql;
                }
            }
            cause = cause.getCause();
        }
        return found;
    }
}
