package redpacket.common.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Group Replication in single-primary mode: a commit returns after a majority of the group's view has received it. A
 * member that has no majority blocks its commits or refuses them, and never reports success. A view can shrink to one
 * member, whose commits have one copy, so a second member must be online.
 *
 * <p>The evidence is the id of the view. A commit during which the view changed counts as unknown.
 */
final class GroupReplication implements CopyPolicy {
    /** The state of this member, the members that this member sees as it, and the view that it has. */
    private static final String QUERY = """
            SELECT m.member_state, m.member_role, v.view_id, v.count_transactions_local_proposed AS commits,
                   (SELECT COUNT(*) FROM performance_schema.replication_group_members) AS members,
                   (SELECT COUNT(*) FROM performance_schema.replication_group_members o
                     WHERE o.member_state = 'ONLINE') AS online
              FROM performance_schema.replication_group_members m
              JOIN performance_schema.replication_group_member_stats v ON v.member_id = m.member_id
             WHERE m.member_id = @@server_uuid""";

    @Override
    public State read(Connection primary) throws SQLException {
        try (Statement statement = primary.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            if (!row.next()) {
                return State.NONE;
            }
            int members = row.getInt("members");
            int online = row.getInt("online");
            boolean enforced = "ONLINE".equals(row.getString("member_state"))
                    && "PRIMARY".equals(row.getString("member_role"))
                    && online >= 2
                    && online * 2 > members;
            return new State(
                    enforced, Math.max(0, online - 1), row.getString("view_id").hashCode(), row.getLong("commits"));
        }
    }
}
