package redpacket.local.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The members of one group that run elsewhere, kept by {@link Leadership}. A member that is writable already leads:
 * this process may come and go while the group works. Two that are writable are an operator's to sort out.
 */
public final class RemoteGroup {
    private final String name;
    private final List<String> schemas;
    private final List<RemoteMember> members;
    private final Leadership<RemoteMember> leadership;
    private boolean schemasExist;
    private volatile boolean settled;

    /**
     * @param addresses host:port of the members
     * @param directory where is written down who led last
     */
    public RemoteGroup(
            String name,
            List<String> schemas,
            List<String> addresses,
            Path directory,
            Credentials credentials,
            LongSupplier nanoTime) {
        this.name = name;
        this.schemas = List.copyOf(schemas);
        this.members = IntStream.range(0, addresses.size())
                .mapToObj(i -> {
                    String[] parts = addresses.get(i).split(":");
                    return new RemoteMember(
                            name + "-db-" + (i + 1), parts[0], Integer.parseInt(parts[1]), credentials, nanoTime);
                })
                .toList();
        this.leadership = new Leadership<>(
                members,
                new LastPrimaryFile(
                        directory.resolve(name + ".primary"), members.getFirst().name()),
                nanoTime);
    }

    public String name() {
        return name;
    }

    /** Whether there was a primary, replicas that follow and the schemas, at the last look. */
    public boolean isSettled() {
        return settled;
    }

    /** One look at everything, one step where one is due. Never throws for a member that is in trouble. */
    public synchronized void tick() {
        if (leadership.primary() == null) {
            adopt();
        }
        leadership.tick();
        RemoteMember leader = leadership.primary();
        if (leader != null && !schemasExist) {
            createSchemas(leader);
        }
        settled = schemasExist && leadership.isSettled();
    }

    public synchronized @Nullable String primaryName() {
        RemoteMember leader = leadership.primary();
        return leader == null ? null : leader.name();
    }

    private void adopt() {
        List<RemoteMember> writable = members.stream()
                .filter(member -> member.isAlive() && member.isWritable())
                .toList();
        if (writable.size() == 1) {
            writable.getFirst().foundLeading();
            leadership.found(writable.getFirst());
        } else if (writable.size() > 1) {
            throw new IllegalStateException(name + " has more than one writable member: "
                    + writable.stream().map(RemoteMember::name).toList());
        }
    }

    private void createSchemas(RemoteMember leader) {
        try (Connection admin = leader.connect(20_000)) {
            MemberServers.createSchemas(admin, schemas);
            schemasExist = true;
        } catch (SQLException e) {
            System.out.println(name + " has no schemas yet: " + e.getMessage());
        }
    }
}
