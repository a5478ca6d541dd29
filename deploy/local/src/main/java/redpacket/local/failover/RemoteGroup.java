package redpacket.local.failover;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import redpacket.local.election.Election;
import redpacket.local.election.ElectionSettings;
import redpacket.local.election.ReignFile;
import redpacket.local.server.ControlledGroup;
import redpacket.local.server.Credentials;

/**
 * A member group whose servers another program runs. A member that is writable already leads, so this process may end
 * and start again while the group works. Where two members are writable, an operator must decide.
 */
final class RemoteGroup extends ControlledGroup<RemoteMember> {
    private final Election<RemoteMember> election;

    private RemoteGroup(
            String name, List<String> schemas, List<RemoteMember> members, Election<RemoteMember> election) {
        super(name, schemas, members, election);
        this.election = election;
    }

    /**
     * @param addresses host:port of the members
     * @param directory where the last reign is remembered
     */
    static RemoteGroup of(
            String name,
            List<String> schemas,
            List<String> addresses,
            Path directory,
            Credentials credentials,
            LongSupplier nanoTime,
            Consumer<String> report) {
        List<RemoteMember> members = IntStream.range(0, addresses.size())
                .mapToObj(i -> {
                    String[] parts = addresses.get(i).split(":");
                    return new RemoteMember(
                            name + "-db-" + (i + 1), parts[0], Integer.parseInt(parts[1]), credentials, nanoTime);
                })
                .toList();
        ReignFile reign = new ReignFile(
                directory.resolve(name + ".primary"), members.getFirst().name());
        return new RemoteGroup(
                name, schemas, members, new Election<>(members, reign, ElectionSettings.DEFAULTS, nanoTime, report));
    }

    @Override
    public synchronized void tick() {
        if (election.primary() == null) {
            adopt();
        }
        super.tick();
    }

    private void adopt() {
        List<RemoteMember> writable = members().stream()
                .filter(member -> member.isAlive() && member.isWritable())
                .toList();
        if (writable.size() > 1) {
            throw new IllegalStateException(name() + " has more than one writable member: "
                    + writable.stream().map(RemoteMember::name).toList());
        }
        for (RemoteMember leader : writable) {
            try {
                election.found(leader);
                leader.foundLeading();
            } catch (SQLException e) {
                // It is asked again at the next tick.
                System.out.println(name() + ": " + e.getMessage());
            }
        }
    }
}
