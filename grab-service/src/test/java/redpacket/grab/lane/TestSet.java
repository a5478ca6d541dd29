package redpacket.grab.lane;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.process.ProcessSettings;
import redpacket.local.server.Credentials;
import redpacket.local.server.TestServers;

/** The set that tests here have servers for. */
final class TestSet {
    static final String NAME = "set-1";
    static final String SCHEMA = "packets";

    private TestSet() {}

    /** As grab-1 reaches it, at these addresses of its servers. */
    static DatabaseSettings settings(List<String> addresses) {
        return DatabaseSettings.of(
                NAME,
                "grab-1",
                addresses,
                SCHEMA,
                new ProcessSettings.Database(
                        Credentials.APP,
                        TestServers.credentials().appPassword(),
                        Credentials.OWNER,
                        TestServers.credentials().ownerPassword()));
    }

    /** One column of every row. */
    static List<String> column(Connection connection, String sql, String label) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                String value = row.getString(label);
                values.add(value == null ? "" : value);
            }
        }
        return values;
    }
}
