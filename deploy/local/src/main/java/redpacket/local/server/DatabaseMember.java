package redpacket.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redpacket.local.machine.Directories;
import redpacket.local.machine.ProcessPriority;

/** One server of a member group: its process and its administrator's connection. Not thread-safe. */
public final class DatabaseMember implements Candidate {
    /** Short: a member that hangs must not hold up the choice of another. */
    private static final int ANSWER_MILLIS_MAX = 3_000;

    private static final int COPY_MILLIS_MAX = 60_000;

    private final String name;
    private final DatabaseEngine engine;
    private final Path dataDirectory;
    private final Path log;
    private final Path pidFile;
    private final int port;
    private final int serverId;
    private final Credentials credentials;
    private final ProcessPriority priority;
    private final int cacheMebibytes;
    private @Nullable ChildProcess process;
    private @Nullable Connection admin;

    DatabaseMember(
            String name,
            DatabaseEngine engine,
            Path directory,
            int port,
            int serverId,
            Credentials credentials,
            ProcessPriority priority,
            int cacheMebibytes) {
        this.priority = priority;
        this.cacheMebibytes = cacheMebibytes;
        this.name = name;
        this.engine = engine;
        this.dataDirectory = directory.resolve("data").resolve(name);
        this.log = directory.resolve("logs").resolve(name + ".log");
        this.pidFile = directory.resolve("run").resolve(name + ".pid");
        this.port = port;
        this.serverId = serverId;
        this.credentials = credentials;
    }

    @Override
    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    Path dataDirectory() {
        return dataDirectory;
    }

    public @Nullable ChildProcess process() {
        return process;
    }

    @Override
    public boolean isAlive() {
        ChildProcess current = process;
        return current != null && current.isAlive();
    }

    void start(boolean wholeLog) throws IOException {
        disconnect();
        ChildProcess.find(name, pidFile).ifPresent(ChildProcess::kill);
        Files.createDirectories(dataDirectory);
        List<String> command = priority.of(engine.command(dataDirectory, port, serverId, wholeLog, cacheMebibytes));
        process = ChildProcess.start(name, command, engine.environment(), dataDirectory, log, pidFile);
    }

    /** Whether it lets an administrator in. */
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
        return asked(() -> engine.position(admin(), dataDirectory));
    }

    @Override
    public void applyAll() throws SQLException {
        asked(() -> {
            engine.applyReceived(admin(), dataDirectory);
            return true;
        });
    }

    @Override
    public void lead() throws SQLException {
        asked(() -> {
            engine.promote(admin());
            return true;
        });
    }

    @Override
    public void follow(Candidate leader) throws SQLException {
        DatabaseMember primary = (DatabaseMember) leader;
        asked(() -> {
            try (Connection primaryAdmin =
                    Sql.connect(primary.port, Credentials.ADMIN, credentials.adminPassword(), COPY_MILLIS_MAX)) {
                if (engine.hasDiverged(admin(), primaryAdmin)) {
                    rebuild(primaryAdmin);
                    throw new SQLException("held what was never acknowledged; it is a copy of " + primary.name
                            + " now and follows when it has started");
                }
            }
            engine.follow(admin(), primary.port, credentials);
            return true;
        });
    }

    /** A copy of the primary in the place of data that has gone another way. */
    private void rebuild(Connection primaryAdmin) throws SQLException {
        Path copy = dataDirectory.resolveSibling(name + ".copy");
        try {
            Directories.delete(copy);
            engine.copy(primaryAdmin, copy);
            kill();
            Directories.delete(dataDirectory);
            Files.move(copy, dataDirectory);
            start(false);
        } catch (IOException e) {
            throw new SQLException("the data could not be replaced by a copy", e);
        }
    }

    @Override
    public boolean isFollowing() throws SQLException {
        return asked(() -> engine.isFollowing(admin()));
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws SQLException;
    }

    /** A connection on which something failed is in a state that nobody knows: the next question gets a new one. */
    private <T> T asked(Question<T> question) throws SQLException {
        try {
            return question.ask();
        } catch (SQLException e) {
            disconnect();
            throw new SQLException(name + ": " + e.getMessage(), e);
        }
    }

    Connection admin() throws SQLException {
        Connection current = admin;
        if (current == null || current.isClosed()) {
            current = Sql.connect(port, Credentials.ADMIN, credentials.adminPassword(), ANSWER_MILLIS_MAX);
            admin = current;
        }
        return current;
    }

    void disconnect() {
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

    public void kill() {
        disconnect();
        ChildProcess current = process;
        if (current != null) {
            current.kill();
        }
    }

    void stop() {
        disconnect();
        ChildProcess current = process;
        if (current != null) {
            current.stop();
        }
    }
}
