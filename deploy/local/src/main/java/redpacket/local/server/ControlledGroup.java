package redpacket.local.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redpacket.local.election.Leadership;

/**
 * A member group under a failover controller: a {@link Leadership} and the schemas of the group. Thread-safe.
 *
 * @param <M> the members
 */
public abstract class ControlledGroup<M extends AdministeredMember> {
    private static final int ANSWER_MILLIS_MAX = 20_000;

    private final String name;
    private final List<String> schemas;
    private final List<M> members;
    private final Leadership<M> leadership;
    private boolean schemasExist;
    private volatile Seen seen = new Seen(null, false, List.of(), List.of());

    /** The group at the end of the last tick, so that a status never waits for a step that is under way. */
    private record Seen(
            @Nullable String primaryName, boolean twoCopies, List<String> remarks, List<String> conditions) {}

    protected ControlledGroup(String name, List<String> schemas, List<M> members, Leadership<M> leadership) {
        this.name = name;
        this.schemas = List.copyOf(schemas);
        this.members = List.copyOf(members);
        this.leadership = leadership;
    }

    public final String name() {
        return name;
    }

    public final List<M> members() {
        return members;
    }

    public final synchronized @Nullable M primary() {
        return leadership.primary();
    }

    /** At the last tick. */
    public final @Nullable String primaryName() {
        return seen.primaryName();
    }

    /** Whether the group had a primary and a replica, so two copies, at the last tick. */
    public final boolean hasTwoCopies() {
        return seen.twoCopies();
    }

    /** What stood in the group's way at the last tick, one line each. */
    public final List<String> conditions() {
        return seen.conditions();
    }

    /** A word on a member for operators, at the last tick. */
    public final String remark(String memberName) {
        List<String> remarks = seen.remarks();
        for (int i = 0; i < remarks.size(); i++) {
            if (members.get(i).name().equals(memberName)) {
                return remarks.get(i);
            }
        }
        return "";
    }

    /** One look at everything, one step where one is due. Never throws for a member that is in trouble. */
    public synchronized void tick() {
        leadership.tick();
        M leader = leadership.primary();
        List<String> conditions = new ArrayList<>(leadership.conditions());
        if (leader != null && !schemasExist && leadership.hasTwoCopies()) {
            try (Connection admin = leader.connect(ANSWER_MILLIS_MAX)) {
                createSchemas(admin);
                schemasExist = true;
            } catch (SQLException e) {
                conditions.add("no schemas yet: " + e.getMessage());
            }
        }
        seen = new Seen(
                leader == null ? null : leader.name(),
                leadership.hasTwoCopies(),
                members.stream().map(leadership::remark).toList(),
                conditions.stream().map(condition -> name + ": " + condition).toList());
    }

    /** Whether there is a primary, every living member follows it, and the schemas exist. */
    public final synchronized boolean isSettled() {
        return schemasExist && leadership.isSettled();
    }

    /** Whether this member leads or follows. */
    public final synchronized boolean isReady(M member) {
        return leadership.isReady(member);
    }

    private void createSchemas(Connection admin) throws SQLException {
        for (String schema : schemas) {
            Sql.run(
                    admin,
                    "CREATE DATABASE IF NOT EXISTS " + schema + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                    "GRANT ALL ON " + schema + ".* TO '" + Credentials.OWNER + "'@'%' WITH GRANT OPTION",
                    // Any right on a schema lets the user name it in its address.
                    "GRANT CREATE TEMPORARY TABLES ON " + schema + ".* TO '" + Credentials.APP + "'@'%'");
        }
    }
}
