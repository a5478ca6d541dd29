package redpacket.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import redpacket.local.election.Election;
import redpacket.local.election.ElectionSettings;
import redpacket.local.election.Leadership;
import redpacket.local.election.ReignFile;
import redpacket.local.machine.Directories;
import redpacket.local.machine.ProcessPriority;

/** A member group whose servers run on this machine. */
public final class MemberServers extends ControlledGroup<DatabaseMember> {
    private final DatabaseEngine engine;
    private final Path directory;

    private final Leadership<DatabaseMember> leadership;

    private MemberServers(
            String name,
            DatabaseEngine engine,
            Path directory,
            List<String> schemas,
            List<DatabaseMember> members,
            Leadership<DatabaseMember> leadership) {
        super(name, schemas, members, leadership);
        this.engine = engine;
        this.directory = directory;
        this.leadership = leadership;
    }

    public static MemberServers of(
            String name,
            DatabaseEngine engine,
            Path directory,
            List<Integer> ports,
            List<String> schemas,
            Credentials credentials,
            ProcessPriority priority,
            int cacheMebibytes,
            Consumer<String> report) {
        List<DatabaseMember> members = IntStream.rangeClosed(1, ports.size())
                .mapToObj(i -> new DatabaseMember(
                        name + "-db-" + i, engine, directory, ports.get(i - 1), credentials, priority, cacheMebibytes))
                .toList();
        ReignFile reign = new ReignFile(
                directory.resolve("data").resolve(name + ".primary"),
                members.getFirst().name());
        Leadership<DatabaseMember> leadership = engine.electsItself()
                ? new GroupReplicationLeadership(name, members, System::nanoTime, report)
                : new Election<>(members, reign, ElectionSettings.DEFAULTS, System::nanoTime, report);
        return new MemberServers(name, engine, directory, schemas, members, leadership);
    }

    public List<String> addresses() {
        return members().stream().map(DatabaseMember::address).toList();
    }

    /** Makes the data directories that are missing, from one template for all groups. */
    public synchronized void install() throws IOException {
        Path template = directory.resolve("data").resolve("template-" + engine.name());
        synchronized (MemberServers.class) {
            Path done = template.resolveSibling(template.getFileName() + ".done");
            if (!Files.exists(done)) {
                Directories.delete(template);
                engine.install(template, members().getFirst().credentials());
                Files.createFile(done);
            }
        }
        for (DatabaseMember member : members()) {
            Path installed = member.dataDirectory().resolveSibling(member.name() + ".installed");
            if (!Files.exists(installed)) {
                Directories.delete(member.dataDirectory());
                Directories.copy(template, member.dataDirectory());
                Files.createFile(installed);
            }
        }
    }

    /** Starts a member's process, unless it runs: a member that was rebuilt has been started already. */
    public synchronized void start(DatabaseMember member) throws IOException {
        if (!member.isAlive()) {
            member.start(leadership.starts(member));
        }
    }

    public synchronized void stop() {
        members().forEach(member -> {
            ChildProcess process = member.process();
            if (process != null) {
                process.requestStop();
            }
        });
        members().forEach(DatabaseMember::stop);
    }
}
