package redpacket.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redpacket.local.election.Candidate;
import redpacket.local.machine.Directories;
import redpacket.local.machine.ProcessPriority;

/** A member of a group whose process this machine runs. Not thread-safe. */
public final class DatabaseMember extends AdministeredMember {
    private final DatabaseEngine engine;
    private final Path dataDirectory;
    private final Path log;
    private final Path pidFile;
    private final ProcessPriority priority;
    private final int cacheMebibytes;
    private volatile @Nullable ChildProcess process;

    DatabaseMember(
            String name,
            DatabaseEngine engine,
            Path directory,
            int port,
            Credentials credentials,
            ProcessPriority priority,
            int cacheMebibytes) {
        super(name, "127.0.0.1", port, engine.replication(), credentials);
        this.engine = engine;
        this.dataDirectory = directory.resolve("data").resolve(name);
        this.log = directory.resolve("logs").resolve(name + ".log");
        this.pidFile = directory.resolve("run").resolve(name + ".pid");
        this.priority = priority;
        this.cacheMebibytes = cacheMebibytes;
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
        ChildProcess.find(name(), pidFile).ifPresent(ChildProcess::kill);
        Files.createDirectories(dataDirectory);
        // The port, which differs between the members of a machine, serves as the server's id.
        List<String> command = priority.of(engine.command(dataDirectory, port(), port(), wholeLog, cacheMebibytes));
        process = ChildProcess.start(name(), command, Map.of(), dataDirectory, log, pidFile);
    }

    @Override
    public void rebuildFrom(Candidate donor) throws SQLException {
        Path copy = dataDirectory.resolveSibling(name() + ".copy");
        try {
            Directories.delete(copy);
            engine.copy((DatabaseMember) donor, copy);
            kill();
            Directories.delete(dataDirectory);
            Files.move(copy, dataDirectory);
            start(false);
        } catch (IOException e) {
            throw new SQLException("the data could not be replaced by a copy", e);
        }
    }

    @Override
    public boolean fence() {
        kill();
        return !isAlive();
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
