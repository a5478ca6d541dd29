package redpacket.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One server of a member group: its process and its administrator's connection. Not thread-safe. */
public final class DatabaseMember {
    private final String name;
    private final DatabaseEngine engine;
    private final Path dataDirectory;
    private final Path log;
    private final Path pidFile;
    private final int port;
    private final int serverId;
    private final Credentials credentials;
    private @Nullable ChildProcess process;
    private @Nullable Connection admin;

    DatabaseMember(
            String name, DatabaseEngine engine, Path directory, int port, int serverId, Credentials credentials) {
        this.name = name;
        this.engine = engine;
        this.dataDirectory = directory.resolve("data").resolve(name);
        this.log = directory.resolve("logs").resolve(name + ".log");
        this.pidFile = directory.resolve("run").resolve(name + ".pid");
        this.port = port;
        this.serverId = serverId;
        this.credentials = credentials;
    }

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

    public boolean isAlive() {
        ChildProcess current = process;
        return current != null && current.isAlive();
    }

    void start() throws IOException {
        ChildProcess.find(name, pidFile).ifPresent(ChildProcess::kill);
        Files.createDirectories(dataDirectory);
        process = ChildProcess.start(
                name, engine.command(dataDirectory, port, serverId), engine.environment(), dataDirectory, log, pidFile);
    }

    /** Whether it lets an administrator in. */
    boolean answers() {
        try {
            Connection connection = admin();
            return connection.isValid(1);
        } catch (SQLException e) {
            disconnect();
            return false;
        }
    }

    Connection admin() throws SQLException {
        Connection current = admin;
        if (current == null || current.isClosed()) {
            current = Sql.connect(port, Credentials.ADMIN, credentials.adminPassword());
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
