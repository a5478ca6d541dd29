package redpacket.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import redpacket.local.election.ElectionSettings;
import redpacket.local.machine.Directories;
import redpacket.local.machine.ProcessPriority;

/** A member group whose servers run on this machine. */
public final class MemberServers extends ControlledGroup<DatabaseMember> {
    private final DatabaseEngine engine;
    private final Path directory;

    public MemberServers(
            String name,
            DatabaseEngine engine,
            Path directory,
            List<Integer> ports,
            List<String> schemas,
            Credentials credentials,
            ProcessPriority priority,
            int cacheMebibytes,
            Consumer<String> report) {
        super(
                name,
                schemas,
                IntStream.rangeClosed(1, ports.size())
                        .mapToObj(i -> new DatabaseMember(
                                name + "-db-" + i,
                                engine,
                                directory,
                                ports.get(i - 1),
                                credentials,
                                priority,
                                cacheMebibytes))
                        .toList(),
                directory.resolve("data").resolve(name + ".primary"),
                ElectionSettings.DEFAULTS,
                System::nanoTime,
                report);
        this.engine = engine;
        this.directory = directory;
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
            member.start(election().starts(member));
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
