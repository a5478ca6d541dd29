package redpacket.local.server;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What differs between MariaDB and MySQL. All SQL runs as the admin user. */
public interface DatabaseEngine {
    String name();

    /** Makes a data directory with the users and no rows, never started with a binary log. */
    void install(Path dataDirectory, Credentials credentials) throws IOException;

    /** The command that runs a member; it starts read-only. */
    List<String> command(Path dataDirectory, int port, int serverId);

    Map<String, String> environment();

    /** Makes the member follow a primary, also one that was the primary before. */
    void follow(Connection admin, int primaryPort, Credentials credentials) throws SQLException;

    /** Ends following and lets it be written to. */
    void promote(Connection admin) throws SQLException;

    /** Waits until what was received has been applied. */
    void applyReceived(Connection admin) throws SQLException;

    /** A number that is larger for a member that holds more transactions. */
    long position(Connection admin) throws SQLException;

    boolean isFollowing(Connection admin) throws SQLException;
}
