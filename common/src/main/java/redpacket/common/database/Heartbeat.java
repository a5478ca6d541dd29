package redpacket.common.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commits a row every half second and knows how long the last commit took, or has been taking.
 *
 * <p>With no replica a commit waits without an end (semi-sync, rule L4). This one waits for all others: at most one
 * commit of a process hangs here, and everybody else asks {@link #isAcknowledged} and does not begin.
 */
final class Heartbeat implements AutoCloseable {
    /** Longer than any promotion: a heartbeat that hangs costs one connection and nothing else. */
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(30);

    private final DatabaseSettings settings;
    private final Supplier<@Nullable Member> primary;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile long acknowledgedNanos;
    private volatile boolean everAcknowledged;
    private volatile long roundTripMillis;
    private volatile @Nullable Connection connection;
    private @Nullable Member connected;

    Heartbeat(DatabaseSettings settings, Supplier<@Nullable Member> primary) {
        this.settings = settings;
        this.primary = primary;
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("heartbeat-" + settings.name())
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether commits reach a replica: the last acknowledgement is not older than a period and the grace time. */
    boolean isAcknowledged() {
        long bound =
                settings.heartbeatEvery().plus(settings.heartbeatLateAfter()).toNanos();
        return everAcknowledged && System.nanoTime() - acknowledgedNanos < bound;
    }

    long roundTripMillis() {
        return roundTripMillis;
    }

    /** Ends a commit that hangs on a member that is not the primary any more. */
    void abort() {
        Connection hanging = connection;
        if (hanging != null) {
            try {
                hanging.abort(Runnable::run);
            } catch (SQLException ignored) {
                // It is gone already.
            }
        }
    }

    private void run() {
        while (running) {
            long begun = System.nanoTime();
            try {
                beat();
                acknowledgedNanos = System.nanoTime();
                everAcknowledged = true;
                roundTripMillis = Duration.ofNanos(acknowledgedNanos - begun).toMillis();
            } catch (SQLException e) {
                forget();
            }
            try {
                Thread.sleep(settings.heartbeatEvery());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void beat() throws SQLException {
        Member member = primary.get();
        if (member == null) {
            throw new SQLException("no primary");
        }
        Connection current = connection;
        if (current == null || connected != member) {
            forget();
            current = member.connect(COMMIT_TIMEOUT);
            connection = current;
            connected = member;
        }
        try (PreparedStatement statement =
                current.prepareStatement("INSERT INTO heartbeats (process, at, beats) VALUES (?, UTC_TIMESTAMP(3), 1)"
                        + " ON DUPLICATE KEY UPDATE at = UTC_TIMESTAMP(3), beats = beats + 1")) {
            statement.setString(1, settings.processName());
            statement.executeUpdate();
        }
    }

    private void forget() {
        abort();
        connection = null;
        connected = null;
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
        abort();
    }
}
