package redpacket.common.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** What a failed statement or commit means to the code that ran it. */
public enum DatabaseFailure {
    /** A unique key is taken: somebody else wrote first. Nothing of the transaction stands once it is rolled back. */
    DUPLICATE_KEY,
    /** A foreign key has no parent: the writer is ahead of what is stored. */
    MISSING_PARENT,
    /** A deadlock, a lock wait that took too long, a snapshot too old: roll back and try again. */
    RETRYABLE,
    /** No primary, no connection, no answer in time. A commit may or may not have happened. */
    UNAVAILABLE,
    /** A bug, or a database that is not what the code expects. */
    OTHER;

    private static final int CAUSES_MAX = 20;

    public static DatabaseFailure of(Throwable failure) {
        SQLException sql = sqlCause(failure);
        if (sql == null) {
            return OTHER;
        }
        return switch (sql.getErrorCode()) {
            case 1062, 1586 -> DUPLICATE_KEY;
            case 1452, 1216 -> MISSING_PARENT;
            case 1205, 1213, 1020 -> RETRYABLE;
            // Read-only: the member is no primary any more. Shutdown, too many connections, killed connection.
            case 1290, 1836, 1053, 1040, 1927, 1317 -> UNAVAILABLE;
            default -> isConnectionTrouble(sql) ? UNAVAILABLE : OTHER;
        };
    }

    private static boolean isConnectionTrouble(SQLException sql) {
        String state = sql.getSQLState();
        return sql instanceof SQLTransientException
                || sql instanceof SQLRecoverableException
                || sql instanceof SQLNonTransientConnectionException
                || (state != null && state.startsWith("08"));
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        Throwable cause = failure;
        SQLException found = null;
        for (int i = 0; cause != null && i < CAUSES_MAX; i++) {
            if (cause instanceof SQLException sql) {
                found = sql;
                if (sql.getErrorCode() != 0) {
                    return sql;
                }
            }
            cause = cause.getCause();
        }
        return found;
    }
}
