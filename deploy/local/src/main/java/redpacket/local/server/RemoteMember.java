package redpacket.local.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A MySQL server that somebody else starts, and starts again when it ends: a container, say. It is taken for gone when
 * its host has refused us, or has had no address, for {@link #GONE_AFTER_NANOS}, and when the one that led is read-only
 * again, as after a start. One that does not answer at all may run. Not thread-safe.
 */
final class RemoteMember implements Candidate {
    static final long GONE_AFTER_NANOS = 3_000_000_000L;

    private static final int CONNECT_MILLIS_MAX = 1_000;
    private static final int ANSWER_MILLIS_MAX = 3_000;
    private static final int COPY_MILLIS_MAX = 600_000;

    private final String name;
    private final String host;
    private final int port;
    private final Credentials credentials;
    private final LongSupplier nanoTime;
    private @Nullable Connection admin;
    private long seenNanos;
    private boolean leads;

    RemoteMember(String name, String host, int port, Credentials credentials, LongSupplier nanoTime) {
        this.name = name;
        this.host = host;
        this.port = port;
        this.credentials = credentials;
        this.nanoTime = nanoTime;
        this.seenNanos = nanoTime.getAsLong() - GONE_AFTER_NANOS;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isAlive() {
        if (leads && isReadOnly()) {
            leads = false;
            return false;
        }
        if (isListening()) {
            seenNanos = nanoTime.getAsLong();
        }
        boolean alive = nanoTime.getAsLong() - seenNanos < GONE_AFTER_NANOS;
        leads &= alive;
        return alive;
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS_MAX);
            return true;
        } catch (SocketTimeoutException e) {
            // Cut off, or stopped: it may run, and be writable. Who replaces it must see to it that it does not.
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isReadOnly() {
        return answers() && !isWritable();
    }

    /** Whether it is writable now; one that does not answer is not known to be. */
    boolean isWritable() {
        try {
            return "0".equals(Sql.value(admin(), "SELECT @@global.read_only"));
        } catch (SQLException e) {
            disconnect();
            return false;
        }
    }

    /** It was found writable. */
    void foundLeading() {
        leads = true;
    }

    @Override
    public boolean answers() {
        try {
            if (admin().isValid(1)) {
                return true;
            }
        } catch (SQLException e) {
            // Below.
        }
        disconnect();
        return false;
    }

    @Override
    public long holds() throws SQLException {
        return asked(() -> MySqlReplication.position(admin()));
    }

    @Override
    public void applyAll() throws SQLException {
        asked(() -> {
            MySqlReplication.applyReceived(admin());
            return true;
        });
    }

    @Override
    public void lead() throws SQLException {
        asked(() -> {
            MySqlReplication.promote(admin());
            return true;
        });
        leads = true;
    }

    @Override
    public void follow(Candidate leader) throws SQLException {
        RemoteMember primary = (RemoteMember) leader;
        asked(() -> {
            if (MySqlReplication.isFollowing(admin(), primary.host, primary.port)) {
                return true;
            }
            try (Connection primaryAdmin = primary.connect(ANSWER_MILLIS_MAX)) {
                if (MySqlReplication.hasDiverged(admin(), primaryAdmin)) {
                    becomeCopyOf(primary);
                    throw new SQLException("held what was never acknowledged; it is a copy of " + primary.name
                            + " now and follows when it has started");
                }
            }
            MySqlReplication.follow(admin(), primary.host, primary.port, credentials);
            return true;
        });
    }

    private void becomeCopyOf(RemoteMember primary) throws SQLException {
        try (Connection patient = connect(COPY_MILLIS_MAX)) {
            MySqlReplication.becomeCopyOf(patient, primary.host, primary.port, credentials);
        } catch (SQLException e) {
            if (isListening() && answers()) {
                throw e;
            }
            // It has ended, as one does that is a copy now.
        }
    }

    @Override
    public boolean isFollowing() throws SQLException {
        return asked(() -> MySqlReplication.isFollowing(admin()));
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws SQLException;
    }

    private <T> T asked(Question<T> question) throws SQLException {
        try {
            return question.ask();
        } catch (SQLException e) {
            disconnect();
            throw new SQLException(name + ": " + e.getMessage(), e);
        }
    }

    Connection connect(int answerMillisMax) throws SQLException {
        return Sql.connect(host, port, Credentials.ADMIN, credentials.adminPassword(), answerMillisMax);
    }

    private Connection admin() throws SQLException {
        Connection current = admin;
        if (current == null || current.isClosed()) {
            current = connect(ANSWER_MILLIS_MAX);
            admin = current;
        }
        return current;
    }

    private void disconnect() {
        Connection current = admin;
        admin = null;
        if (current != null) {
            try {
                current.abort(Runnable::run);
            } catch (SQLException ignored) {
                // It is gone already.
            }
        }
    }
}
