package redpacket.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redpacket.local.machine.Directories;
import redpacket.local.machine.ProcessPriority;

/** The servers of one member group; {@link Leadership} says who of them is the primary. */
public final class MemberServers {
    private final String name;
    private final DatabaseEngine engine;
    private final Path directory;
    private final List<DatabaseMember> members;
    private final List<String> schemas;
    private final Credentials credentials;
    private final Leadership<DatabaseMember> leadership;
    private volatile @Nullable String primaryName;

    public MemberServers(
            String name,
            DatabaseEngine engine,
            Path directory,
            List<Integer> ports,
            List<String> schemas,
            Credentials credentials,
            ProcessPriority priority,
            int cacheMebibytes) {
        this.name = name;
        this.engine = engine;
        this.directory = directory;
        this.schemas = List.copyOf(schemas);
        this.credentials = credentials;
        List<DatabaseMember> list = new ArrayList<>();
        for (int i = 1; i <= ports.size(); i++) {
            list.add(new DatabaseMember(
                    name + "-db-" + i,
                    engine,
                    directory,
                    ports.get(i - 1),
                    ports.get(i - 1),
                    credentials,
                    priority,
                    cacheMebibytes));
        }
        this.members = List.copyOf(list);
        this.leadership = new Leadership<>(
                members,
                new LastPrimaryFile(
                        directory.resolve("data").resolve(name + ".primary"),
                        members.getFirst().name()),
                System::nanoTime);
    }

    public String name() {
        return name;
    }

    public List<DatabaseMember> members() {
        return members;
    }

    public List<String> addresses() {
        return members.stream().map(DatabaseMember::address).toList();
    }

    public synchronized @Nullable DatabaseMember primary() {
        return leadership.primary();
    }

    /** Never waits for a step that is under way, so that a status can be told at any time. */
    public @Nullable String primaryName() {
        return primaryName;
    }

    /** Makes the data directories that are missing, from one template for all groups. */
    public synchronized void install() throws IOException {
        Path template = directory.resolve("data").resolve("template-" + engine.name());
        synchronized (MemberServers.class) {
            Path done = template.resolveSibling(template.getFileName() + ".done");
            if (!Files.exists(done)) {
                Directories.delete(template);
                engine.install(template, credentials);
                Files.createFile(done);
            }
        }
        for (DatabaseMember member : members) {
            Path installed = member.dataDirectory().resolveSibling(member.name() + ".installed");
            if (!Files.exists(installed)) {
                Directories.delete(member.dataDirectory());
                Directories.copy(template, member.dataDirectory());
                Files.createFile(installed);
            }
        }
    }

    public synchronized void start(DatabaseMember member) throws IOException {
        member.start(leadership.starts(member));
    }

    /** One look at everything, one step where one is due. Never throws for a member that is in trouble. */
    public synchronized void tick() {
        leadership.tick();
        DatabaseMember leader = leadership.primary();
        primaryName = leader == null ? null : leader.name();
    }

    /** Whether there is a primary and every living member follows it. */
    public synchronized boolean isSettled() {
        return leadership.isSettled();
    }

    /** Makes the schemas that are missing; they reach the replicas as any other change. */
    public synchronized void createSchemas() throws SQLException {
        DatabaseMember leader = leadership.primary();
        if (leader == null) {
            throw new SQLException(name + " has no primary");
        }
        try (Connection admin = Sql.connect(leader.port(), Credentials.ADMIN, credentials.adminPassword())) {
            createSchemas(admin, schemas);
        }
    }

    static void createSchemas(Connection admin, List<String> schemas) throws SQLException {
        for (String schema : schemas) {
            Sql.run(
                    admin,
                    "CREATE DATABASE IF NOT EXISTS " + schema + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                    "GRANT ALL ON " + schema + ".* TO '" + Credentials.OWNER + "'@'%' WITH GRANT OPTION",
                    // Any right on a schema lets the user name it in its address.
                    "GRANT CREATE TEMPORARY TABLES ON " + schema + ".* TO '" + Credentials.APP + "'@'%'");
        }
    }

    public synchronized void stop() {
        members.forEach(member -> {
            ChildProcess process = member.process();
            if (process != null) {
                process.requestStop();
            }
        });
        members.forEach(DatabaseMember::stop);
    }
}
