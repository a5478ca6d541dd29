package redpacket.local.server;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redpacket.local.election.GtidSet;
import redpacket.local.election.Leadership;

/**
 * A group whose members elect their primary by Group Replication. This class does what a person or an operator does
 * beside it: it makes the group at the first start and after all members were lost, and lets members join.
 *
 * <p>INVARIANT: a group is made only while no member is in one. A member that does not answer is ended first, since it
 * might be the primary of a group of its own. The first member holds every transaction that any other holds.
 */
final class GroupReplicationLeadership implements Leadership<DatabaseMember> {
    private static final long PROBE_NANOS = 500_000_000L;
    /** A member that starts is given this time before a group is made without it. */
    private static final long START_NANOS = 30_000_000_000L;

    private static final int JOIN_MILLIS_MAX = 60_000;
    private static final int JOINS_BEFORE_COPY = 3;
    private static final String NO_ANSWER = "no answer";
    private static final String ONLINE = "ONLINE";
    private static final String PRIMARY = "PRIMARY";

    private final String groupName;
    private final List<DatabaseMember> members;
    private final String seeds;
    private final LongSupplier nanoTime;
    private final Consumer<String> report;
    private final Map<DatabaseMember, Membership> seen = new LinkedHashMap<>();
    private final Map<DatabaseMember, Integer> failedJoins = new ConcurrentHashMap<>();
    private final Set<DatabaseMember> joining = ConcurrentHashMap.newKeySet();
    private final Map<DatabaseMember, String> problems = new ConcurrentHashMap<>();
    private @Nullable DatabaseMember primary;
    private List<String> conditions = List.of();
    private long withoutGroupSinceNanos;
    private long probedNanos;

    /** What a member says of itself: its state and role in the group. */
    private record Membership(String state, String role) {
        boolean isOnline() {
            return state.equals(ONLINE);
        }
    }

    GroupReplicationLeadership(
            String name, List<DatabaseMember> members, LongSupplier nanoTime, Consumer<String> report) {
        this.groupName = UUID.nameUUIDFromBytes(("redpacket " + name).getBytes(StandardCharsets.UTF_8))
                .toString();
        this.members = List.copyOf(members);
        this.seeds = members.stream().map(DatabaseMember::address).collect(Collectors.joining(","));
        this.nanoTime = nanoTime;
        this.report = report;
        this.withoutGroupSinceNanos = nanoTime.getAsLong();
        this.probedNanos = nanoTime.getAsLong() - PROBE_NANOS;
    }

    @Override
    public @Nullable DatabaseMember primary() {
        return primary;
    }

    @Override
    public boolean starts(DatabaseMember member) {
        seen.remove(member);
        return false;
    }

    @Override
    public void tick() {
        if (nanoTime.getAsLong() - probedNanos < PROBE_NANOS) {
            return;
        }
        probedNanos = nanoTime.getAsLong();
        List<String> found = new ArrayList<>();
        for (DatabaseMember member : members) {
            if (!joining.contains(member)) {
                seen.put(member, membership(member));
            }
        }
        primary = members.stream()
                .filter(member -> isOnline(member) && state(member).role().equals(PRIMARY))
                .filter(AdministeredMember::isWritable)
                .findFirst()
                .orElse(null);
        if (members.stream().anyMatch(this::isOnline)) {
            withoutGroupSinceNanos = nanoTime.getAsLong();
            joinMissing();
        } else if (joining.isEmpty()) {
            makeGroup(found);
        }
        if (primary == null) {
            found.addFirst("no primary; "
                    + members.stream()
                            .map(member -> member.name() + " " + state(member).state())
                            .collect(Collectors.joining(", ")));
        }
        problems.forEach((member, problem) -> found.add(member.name() + " does not join: " + problem));
        conditions = List.copyOf(found);
    }

    private Membership state(DatabaseMember member) {
        return seen.getOrDefault(member, new Membership(NO_ANSWER, ""));
    }

    private boolean isOnline(DatabaseMember member) {
        return state(member).isOnline();
    }

    private static Membership membership(DatabaseMember member) {
        if (!member.isAlive()) {
            return new Membership("ended", "");
        }
        try {
            Map<String, String> row = member.ask(admin -> Sql.row(
                    admin,
                    "SELECT member_state, member_role FROM performance_schema.replication_group_members"
                            + " WHERE member_id = @@server_uuid"));
            String state = row.getOrDefault("member_state", "");
            return new Membership(state.isEmpty() ? "OFFLINE" : state, row.getOrDefault("member_role", ""));
        } catch (SQLException e) {
            return new Membership(NO_ANSWER, "");
        }
    }

    /** Members that have left the group, or have never been in it, join; each on a thread of its own. */
    private void joinMissing() {
        for (DatabaseMember member : members) {
            String state = state(member).state();
            if ((state.equals("OFFLINE") || state.equals("ERROR")) && joining.add(member)) {
                DatabaseMember donor = members.stream()
                        .filter(other -> isOnline(other) && !other.equals(primary))
                        .findFirst()
                        .orElse(null);
                Thread.ofPlatform().daemon().name("join-" + member.name()).start(() -> join(member, donor));
            }
        }
    }

    private void join(DatabaseMember member, @Nullable DatabaseMember donor) {
        try {
            if (donor != null && failedJoins.getOrDefault(member, 0) >= JOINS_BEFORE_COPY) {
                report.accept(member.name() + " could not join and is rebuilt as a copy of " + donor.name());
                failedJoins.remove(member);
                member.rebuildFrom(donor);
                return;
            }
            start(member, false);
            failedJoins.remove(member);
            problems.remove(member);
        } catch (SQLException e) {
            failedJoins.merge(member, 1, Integer::sum);
            problems.put(member, String.valueOf(e.getMessage()));
        } finally {
            joining.remove(member);
        }
    }

    private void start(DatabaseMember member, boolean makesGroup) throws SQLException {
        try (Connection admin = member.connect(JOIN_MILLIS_MAX)) {
            Sql.run(
                    admin,
                    "STOP GROUP_REPLICATION",
                    "SET GLOBAL group_replication_group_name = '" + groupName + "'",
                    "SET GLOBAL group_replication_local_address = '" + member.address() + "'",
                    "SET GLOBAL group_replication_group_seeds = '" + seeds + "'",
                    "SET GLOBAL group_replication_bootstrap_group = " + (makesGroup ? "ON" : "OFF"));
            try {
                Sql.run(
                        admin,
                        "START GROUP_REPLICATION USER='" + Credentials.REPLICATION + "', PASSWORD='"
                                + member.credentials().replicationPassword() + "'");
            } finally {
                Sql.run(admin, "SET GLOBAL group_replication_bootstrap_group = OFF");
            }
        }
    }

    /** No member is in a group: the one that holds everything makes a new one. */
    private void makeGroup(List<String> found) {
        List<DatabaseMember> answering =
                members.stream().filter(this::answersOutside).toList();
        boolean young = nanoTime.getAsLong() - withoutGroupSinceNanos < START_NANOS;
        if (answering.size() < 2 || (young && answering.size() < members.size())) {
            found.add("waits for members before it makes a group");
            return;
        }
        for (DatabaseMember member : members) {
            if (!answering.contains(member) && member.isAlive()) {
                member.fence();
            }
        }
        try {
            Map<DatabaseMember, GtidSet> held = new LinkedHashMap<>();
            GtidSet all = GtidSet.EMPTY;
            for (DatabaseMember member : answering) {
                GtidSet holds = member.ask(GroupReplicationLeadership::held);
                held.put(member, holds);
                all = all.union(holds);
            }
            for (Map.Entry<DatabaseMember, GtidSet> entry : held.entrySet()) {
                if (entry.getValue().containsAll(all)) {
                    start(entry.getKey(), true);
                    return;
                }
            }
            found.add("no member holds everything that the others hold: "
                    + held.entrySet().stream()
                            .map(entry -> entry.getKey().name() + " " + entry.getValue())
                            .collect(Collectors.joining("; ")));
        } catch (SQLException e) {
            found.add("no group yet: " + e.getMessage());
        }
    }

    private boolean answersOutside(DatabaseMember member) {
        String state = state(member).state();
        return state.equals("OFFLINE") || state.equals("ERROR");
    }

    /** What it has applied, and what it has received and applies when the group starts. */
    private static GtidSet held(Connection admin) throws SQLException {
        String received = Sql.value(
                admin,
                "SELECT received_transaction_set FROM performance_schema.replication_connection_status"
                        + " WHERE channel_name = 'group_replication_applier'");
        return new MySqlReplication().executed(admin).union(GtidSet.parse(received == null ? "" : received));
    }

    @Override
    public boolean isSettled() {
        return primary != null && members.stream().allMatch(member -> !member.isAlive() || isOnline(member));
    }

    @Override
    public boolean hasTwoCopies() {
        return primary != null && members.stream().filter(this::isOnline).count() >= 2;
    }

    @Override
    public boolean isReady(DatabaseMember member) {
        return isOnline(member);
    }

    @Override
    public String remark(DatabaseMember member) {
        return member.equals(primary) ? "primary" : state(member).state().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<String> conditions() {
        return conditions;
    }
}
