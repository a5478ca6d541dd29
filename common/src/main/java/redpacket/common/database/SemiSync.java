package redpacket.common.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Semi-synchronous replication: a commit waits until one replica has it on disk. The primary gives the wait up silently
 * after its time-out, and counts the commit in {@code no_tx}.
 */
final class SemiSync implements CopyPolicy {
    /** Session scope: global scope sums the counters of all threads. MariaDB says master where MySQL says source. */
    private static final String QUERY = "SHOW SESSION STATUS LIKE 'Rpl\\_semi\\_sync\\_%'";

    @Override
    public State read(Connection primary) throws SQLException {
        boolean enforced = false;
        int acknowledging = 0;
        long withoutCopy = 0;
        long withCopy = 0;
        try (Statement statement = primary.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            while (row.next()) {
                switch (row.getString(1)) {
                    case "Rpl_semi_sync_master_status", "Rpl_semi_sync_source_status" ->
                        enforced = "ON".equals(row.getString(2));
                    case "Rpl_semi_sync_master_clients", "Rpl_semi_sync_source_clients" ->
                        acknowledging = row.getInt(2);
                    case "Rpl_semi_sync_master_no_tx", "Rpl_semi_sync_source_no_tx" -> withoutCopy = row.getLong(2);
                    case "Rpl_semi_sync_master_yes_tx", "Rpl_semi_sync_source_yes_tx" -> withCopy = row.getLong(2);
                    default -> {}
                }
            }
        }
        return new State(enforced, acknowledging, withoutCopy, withCopy);
    }
}
