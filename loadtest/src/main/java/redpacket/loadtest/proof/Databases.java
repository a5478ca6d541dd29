package redpacket.loadtest.proof;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import redpacket.local.api.ControlClient;
import redpacket.local.server.Credentials;
import redpacket.local.server.Sql;
import redpacket.local.stack.Ports;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StateDirectory;

/** The databases of a stack as their administrator sees them, past all services. */
public final class Databases {
    private final StateDirectory state;

    public Databases(StateDirectory state) {
        this.state = state;
    }

    /** Runs on a connection to the primary of a group such as set-1 or accounts. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    public <T> T onPrimary(String group, Work<T> work) throws SQLException {
        try (Connection connection = Sql.connect(
                Ports.load(state).of(primaryOf(group)),
                Credentials.ADMIN,
                Secrets.load(state).credentials().adminPassword(),
                60_000)) {
            return work.on(connection);
        }
    }

    public String primaryOf(String group) {
        return new ControlClient(state)
                .ask("status")
                .lines()
                .filter(line -> line.startsWith(group + "-db-") && line.endsWith("\tprimary"))
                .map(line -> line.substring(0, line.indexOf('\t')))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(group + " has no primary"));
    }

    public List<String> sets() {
        return new ControlClient(state)
                .ask("status")
                .lines()
                .filter(line -> line.startsWith("set-") && line.contains("-db-1\t"))
                .map(line -> line.substring(0, line.indexOf("-db-")))
                .toList();
    }

    /** Each row as one text, its columns apart by a blank. */
    public static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                StringBuilder text = new StringBuilder();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    text.append(i == 1 ? "" : " ").append(row.getString(i));
                }
                rows.add(text.toString());
            }
        }
        return rows;
    }
}
