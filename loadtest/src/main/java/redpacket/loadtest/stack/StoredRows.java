package redpacket.loadtest.stack;

import java.sql.SQLException;
import java.util.List;

/** Reads the databases of a stack, past all services. */
public interface StoredRows {
    /** Names of the packet sets, such as set-1. */
    List<String> sets();

    /**
     * Rows of a query on the primary of a group, each as one text with blanks between its columns.
     *
     * @param group such as set-1 or accounts
     */
    List<String> rows(String group, String sql) throws SQLException;

    /** Names of all members of a group, such as set-1-db-1. */
    List<String> members(String group);

    /** The same rows of one member, whether it leads or follows. */
    List<String> rowsOf(String member, String sql) throws SQLException;
}
