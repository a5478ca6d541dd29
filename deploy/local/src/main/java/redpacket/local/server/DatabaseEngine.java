package redpacket.local.server;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** The servers of MariaDB or of MySQL: their data directories and their command. */
public interface DatabaseEngine {
    /** The engine by its name: mariadb, mysql, or mysql-group for MySQL with Group Replication. */
    static DatabaseEngine named(String name, ServerFiles files) {
        return switch (name) {
            case "mariadb" -> new MariaDb(files);
            case "mysql", "mysql-group" -> {
                try {
                    yield new MySql(new MySqlPackages(files.cache()).unpacked(), name.equals("mysql-group"));
                } catch (IOException e) {
                    throw new IllegalStateException("MySQL cannot be fetched: " + e.getMessage(), e);
                }
            }
            default -> throw new IllegalArgumentException("a database is mariadb, mysql or mysql-group, not " + name);
        };
    }

    String name();

    Replication replication();

    /** Whether the members elect their primary and fence the old one by themselves. */
    default boolean electsItself() {
        return false;
    }

    /** Makes a data directory with the users and no rows, never started with a binary log. */
    void install(Path dataDirectory, Credentials credentials) throws IOException;

    /**
     * The command that runs a member; it starts read-only.
     *
     * @param wholeLog keep what was logged and not acknowledged, which only the next primary may
     * @param cacheMebibytes of pages; further pages cost a read, and a write that commits wait for
     */
    List<String> command(Path dataDirectory, int port, int serverId, boolean wholeLog, int cacheMebibytes);

    /**
     * Copies the data of a donor, which does not lead, to a directory that does not exist yet. The donor may restart.
     */
    void copy(DatabaseMember donor, Path target) throws SQLException, IOException;
}
