package redpacket.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.ibatis.exceptions.PersistenceException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redpacket.common.problem.Problem;

class DatabaseFailureTest {
    static Stream<Arguments> kinds() {
        return Stream.of(
                kind(DatabaseFailure.DUPLICATE_KEY, new SQLException("duplicate entry", "23000", 1062)),
                kind(DatabaseFailure.DUPLICATE_KEY, new BatchUpdateException("duplicate entry", "23000", 1062, null)),
                kind(DatabaseFailure.MISSING_PARENT, new SQLException("no parent", "23000", 1452)),
                kind(DatabaseFailure.RETRYABLE, new SQLException("lock wait timeout exceeded", "41000", 1205)),
                kind(DatabaseFailure.RETRYABLE, new SQLException("deadlock", "40001", 1213)),
                kind(DatabaseFailure.RETRYABLE, new SQLException("record has changed", "HY000", 1020)),
                kind(DatabaseFailure.RETRYABLE, new SQLException("rolled back during the commit", "HY000", 3101)),
                kind(DatabaseFailure.UNAVAILABLE, new SQLException("read-only", "HY000", 1290)),
                kind(DatabaseFailure.UNAVAILABLE, new SQLException("shutdown", "08S01", 1053)),
                kind(DatabaseFailure.UNAVAILABLE, new SQLException("too many connections", "08004", 1040)),
                kind(DatabaseFailure.UNAVAILABLE, new SQLException("too many of the user", "42000", 1203)),
                kind(DatabaseFailure.UNAVAILABLE, new SQLException("connection was killed", "70100", 1927)),
                kind(DatabaseFailure.UNAVAILABLE, new SQLException("idle for too long", "HY000", 4031)),
                kind(DatabaseFailure.UNAVAILABLE, new SQLException("no agreement", "HY000", 3100)),
                kind(DatabaseFailure.UNAVAILABLE, new SQLException("communications link failure", "08S01")),
                kind(DatabaseFailure.UNAVAILABLE, new SQLNonTransientConnectionException("no connection")),
                kind(DatabaseFailure.UNAVAILABLE, new SQLRecoverableException("lost")),
                kind(DatabaseFailure.UNAVAILABLE, new SQLTransientConnectionException("pool: request timed out")),
                kind(DatabaseFailure.UNAVAILABLE, new SQLTimeoutException("too late")),
                // Connector/J, where another thread has aborted the connection.
                kind(DatabaseFailure.UNAVAILABLE, closed("No operations allowed after statement closed.", "S1009")),
                kind(DatabaseFailure.UNAVAILABLE, closed("No operations allowed after connection closed.", "08003")),
                kind(DatabaseFailure.UNAVAILABLE, closed("Operation not allowed after ResultSet closed", "S1000")),
                kind(DatabaseFailure.UNAVAILABLE, closed("PreparedStatement has been closed.", "S1009")),
                kind(DatabaseFailure.UNAVAILABLE, closed("Connection was closed in SingleConnectionDataSource.", null)),
                kind(
                        DatabaseFailure.UNAVAILABLE,
                        closed("HikariDataSource HikariDataSource (set-1) has been closed.", null)),
                kind(DatabaseFailure.UNAVAILABLE, closed("Connection is closed", null)),
                kind(
                        DatabaseFailure.UNAVAILABLE,
                        new IllegalStateException("No operations allowed after connection closed.")),
                kind(DatabaseFailure.OTHER, new SQLSyntaxErrorException("syntax", "42000", 1064)),
                kind(DatabaseFailure.OTHER, new SQLException("no such table", "42S02", 1146)),
                kind(DatabaseFailure.OTHER, new SQLException("the packet is closed", "HY000")),
                kind(DatabaseFailure.OTHER, new IllegalStateException("a bug")));
    }

    private static SQLException closed(String message, @Nullable String state) {
        return new SQLException(message, state);
    }

    private static Arguments kind(DatabaseFailure kind, Exception failure) {
        return Arguments.of(kind, failure);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("kinds")
    void isKnownBareAndWrappedByMyBatis(DatabaseFailure kind, Exception failure) {
        assertThat(DatabaseFailure.of(failure)).isEqualTo(kind);
        assertThat(DatabaseFailure.of(new PersistenceException("### Error", failure)))
                .isEqualTo(kind);
        assertThat(DatabaseFailure.of(new PersistenceException("### Error", new SQLException("outer", failure))))
                .isEqualTo(kind);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("kinds")
    void isAnswered503WhereTheDatabaseIsUnavailableOrBusy(DatabaseFailure kind, Exception failure) {
        boolean refused = kind == DatabaseFailure.UNAVAILABLE || kind == DatabaseFailure.RETRYABLE;
        Optional<Problem> problem = DatabaseProblems.translate(new PersistenceException("### Error", failure));
        assertThat(problem.map(Problem::status)).isEqualTo(refused ? Optional.of(503) : Optional.empty());
    }

    @Test
    void aLockWaitTimeoutIsToldFromADeadlock() {
        assertThat(DatabaseFailure.isLockWaitTimeout(new PersistenceException(new SQLException("", "41000", 1205))))
                .isTrue();
        assertThat(DatabaseFailure.isLockWaitTimeout(new SQLException("", "40001", 1213)))
                .isFalse();
        assertThat(DatabaseFailure.isLockWaitTimeout(new IllegalStateException()))
                .isFalse();
    }
}
