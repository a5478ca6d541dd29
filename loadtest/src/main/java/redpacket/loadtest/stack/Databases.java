package redpacket.loadtest.stack;

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

/** The databases of a stack, as their administrator. */
public final class Databases implements StoredRows {
    private static final int SOCKET_MILLIS_MAX = 60_000;

    private final StateDirectory state;

    public Databases(StateDirectory state) {
        this.state = state;
    }

    @Override
    public List<String> sets() {
        return new ControlClient(state)
                .ask("status")
                .lines()
                .filter(line -> line.startsWith("set-") && line.contains("-db-1\t"))
                .map(line -> line.substring(0, line.indexOf("-db-")))
                .toList();
    }

    @Override
    public List<String> members(String group) {
        return new ControlClient(state)
                .ask("status")
                .lines()
                .filter(line -> line.startsWith(group + "-db-"))
                .map(line -> line.substring(0, line.indexOf('\t')))
                .toList();
    }

    @Override
    public List<String> rows(String group, String sql) throws SQLException {
        return rows(primaryPort(group), sql);
    }

    @Override
    public List<String> rowsOf(String member, String sql) throws SQLException {
        return rows(Ports.load(state).of(member), sql);
    }

    private List<String> rows(int port, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement();
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

    /** Runs statements on the primary of a group. */
    public void run(String group, String... statements) throws SQLException {
        try (Connection connection = connect(primaryPort(group))) {
            Sql.run(connection, statements);
        }
    }

    /** Runs statements on one member. */
    public void runOn(String member, String... statements) throws SQLException {
        try (Connection connection = connect(Ports.load(state).of(member))) {
            Sql.run(connection, statements);
        }
    }

    /** The port of a group's primary. */
    public int primaryPort(String group) {
        return Ports.load(state).of(primary(group));
    }

    /** The name of a group's primary. */
    public String primary(String group) {
        return new ControlClient(state)
                .ask("status")
                .lines()
                .filter(line -> line.startsWith(group + "-db-") && line.endsWith("\tprimary"))
                .map(line -> line.substring(0, line.indexOf('\t')))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(group + " has no primary"));
    }

    private Connection connect(int port) throws SQLException {
        return Sql.connect(
                port, Credentials.ADMIN, Secrets.load(state).credentials().adminPassword(), SOCKET_MILLIS_MAX);
    }
}
