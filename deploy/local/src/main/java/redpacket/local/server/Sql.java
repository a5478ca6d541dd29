package redpacket.local.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small steps of SQL on one member, as an administrator does them. */
public final class Sql {
    private static final int ANSWER_MILLIS_MAX = 20_000;

    private Sql() {}

    public static Connection connect(int port, String user, String password) throws SQLException {
        return connect(port, user, password, ANSWER_MILLIS_MAX);
    }

    public static Connection connect(int port, String user, String password, int answerMillisMax) throws SQLException {
        return connect("127.0.0.1", port, user, password, answerMillisMax);
    }

    static Connection connect(String host, int port, String user, String password, int answerMillisMax)
            throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://" + host + ":" + port
                        + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=1000" + "&socketTimeout="
                        + answerMillisMax + "&connectionTimeZone=UTC&tcpKeepAlive=true",
                user,
                password);
    }

    public static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of the first row, or null. */
    public static @Nullable String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /** The first column of every row that is not null there. */
    static List<String> values(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                String value = row.getString(1);
                if (value != null) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    /** The first row by lower-case column name; empty when there is none. */
    public static Map<String, String> row(Connection connection, String sql) throws SQLException {
        Map<String, String> values = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (row.next()) {
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    String value = row.getString(i);
                    values.put(
                            row.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT), value == null ? "" : value);
                }
            }
        }
        return values;
    }
}
