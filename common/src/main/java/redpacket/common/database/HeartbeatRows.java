package redpacket.common.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of one process in the table {@code heartbeats} of the primary, each written on a connection of its own. */
final class HeartbeatRows implements Heartbeat.Rows {
    /** Longer than any promotion: a heartbeat that hangs costs one connection and nothing else. */
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(30);

    private final List<String> names;
    private final Supplier<@Nullable Member> primary;
    private final AtomicReferenceArray<@Nullable Session> sessions;

    /** A connection to the member that was the primary when it was opened. */
    private record Session(Member member, Connection connection) {
        void abort() {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException ignored) {
                // The connection is closed already.
            }
        }
    }

    HeartbeatRows(DatabaseSettings settings, Supplier<@Nullable Member> primary) {
        this.names = names(settings);
        this.primary = primary;
        this.sessions = new AtomicReferenceArray<>(names.size());
    }

    /** The keys of a process's rows; the first is its name. */
    static List<String> names(DatabaseSettings settings) {
        return IntStream.range(0, settings.heartbeatRowsMax())
                .mapToObj(row -> row == 0 ? settings.processName() : settings.processName() + "/" + row)
                .toList();
    }

    @Override
    public void beat(int row) throws SQLException {
        Member member = primary.get();
        if (member == null) {
            throw new SQLException("no primary");
        }
        Session session = sessions.get(row);
        try {
            if (session == null || session.member() != member) {
                forget(row);
                session = new Session(member, member.connect(COMMIT_TIMEOUT));
                sessions.set(row, session);
            }
            write(session.connection(), names.get(row));
        } catch (SQLException | RuntimeException e) {
            forget(row);
            throw e;
        }
    }

    private static void write(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO heartbeats (process, at, beats) VALUES (?, UTC_TIMESTAMP(3), 1)"
                        + " ON DUPLICATE KEY UPDATE at = UTC_TIMESTAMP(3), beats = beats + 1")) {
            statement.setString(1, name);
            statement.executeUpdate();
        }
    }

    private void forget(int row) {
        Session session = sessions.getAndSet(row, null);
        if (session != null) {
            session.abort();
        }
    }

    @Override
    public void abort() {
        for (int row = 0; row < sessions.length(); row++) {
            Session session = sessions.get(row);
            if (session != null) {
                session.abort();
            }
        }
    }
}
