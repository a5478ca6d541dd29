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

    /**
     * The command that runs a member; it starts read-only.
     *
     * @param wholeLog keep what was logged and not acknowledged, which only the next primary may
     * @param cacheMebibytes of pages; what does not fit is read from the disk and written to it with each commit's wait
     */
    List<String> command(Path dataDirectory, int port, int serverId, boolean wholeLog, int cacheMebibytes);

    Map<String, String> environment();

    /** Whether the member holds a transaction that the primary does not, and so cannot follow it. */
    boolean hasDiverged(Connection admin, Connection leader) throws SQLException;

    /** Copies the primary's data, while it runs, to a directory that is not there yet. */
    void copy(Connection leader, Path target) throws SQLException;

    /** Makes the member follow a primary, also one that was the primary before. */
    void follow(Connection admin, int primaryPort, Credentials credentials) throws SQLException;

    /** Ends following and lets it be written to. */
    void promote(Connection admin) throws SQLException;

    /** Applies what was received, and receives no more; throws where that cannot be done. */
    void applyReceived(Connection admin, Path dataDirectory) throws SQLException;

    /** The number of the last transaction that the member holds, applied or only received. */
    long position(Connection admin, Path dataDirectory) throws SQLException;

    boolean isFollowing(Connection admin) throws SQLException;
}
