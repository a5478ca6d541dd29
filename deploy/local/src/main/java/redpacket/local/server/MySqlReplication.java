package redpacket.local.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replication of MySQL by SQL alone, wherever the server runs. All of it as the admin user. */
final class MySqlReplication {
    private static final int APPLY_SECONDS = 10;
    private static final Pattern INTERVAL = Pattern.compile(":(\\d+)(?:-(\\d+))?");

    private MySqlReplication() {}

    static boolean hasDiverged(Connection admin, Connection leader) throws SQLException {
        // In this order: what the leader does in between only adds to what it holds.
        String held = executed(admin);
        String led = executed(leader);
        return !value(admin, "SELECT GTID_SUBTRACT('" + held + "', '" + led + "')")
                .isEmpty();
    }

    static void follow(Connection admin, String primaryHost, int primaryPort, Credentials credentials)
            throws SQLException {
        Sql.run(
                admin,
                "SET GLOBAL super_read_only = 1",
                "STOP REPLICA",
                "CHANGE REPLICATION SOURCE TO SOURCE_HOST='" + primaryHost + "', SOURCE_PORT=" + primaryPort
                        + ", SOURCE_USER='" + Credentials.REPLICATION + "', SOURCE_PASSWORD='"
                        + credentials.replicationPassword()
                        + "', SOURCE_SSL=0, GET_SOURCE_PUBLIC_KEY=1, SOURCE_CONNECT_RETRY=1,"
                        + " SOURCE_RETRY_COUNT=1000000, SOURCE_HEARTBEAT_PERIOD=2, SOURCE_AUTO_POSITION=1",
                "START REPLICA");
    }

    static void promote(Connection admin) throws SQLException {
        Sql.run(
                admin,
                "STOP REPLICA",
                "RESET REPLICA ALL",
                // Before the first write, so that none is ever taken with one copy.
                "SET GLOBAL rpl_semi_sync_source_enabled = 1",
                "SET GLOBAL super_read_only = 0",
                "SET GLOBAL read_only = 0");
    }

    static void applyReceived(Connection admin) throws SQLException {
        String received = received(admin);
        if (missing(admin, received).isEmpty()) {
            return;
        }
        // Relay logs outlive a restart: with GTIDs, what was applied of them is passed over.
        Sql.run(admin, "STOP REPLICA IO_THREAD", "START REPLICA SQL_THREAD");
        received = received(admin);
        for (int i = 0; i < APPLY_SECONDS && !missing(admin, received).isEmpty(); i++) {
            Sql.value(admin, "SELECT WAIT_FOR_EXECUTED_GTID_SET('" + received + "', 1)");
        }
        String missing = missing(admin, received);
        if (!missing.isEmpty()) {
            throw new SQLException("has received and not applied " + missing);
        }
    }

    static long position(Connection admin) throws SQLException {
        return count(executed(admin)) + count(missing(admin, received(admin)));
    }

    static boolean isFollowing(Connection admin) throws SQLException {
        return runs(Sql.row(admin, "SHOW REPLICA STATUS"));
    }

    /** Whether it follows this very primary. */
    static boolean isFollowing(Connection admin, String primaryHost, int primaryPort) throws SQLException {
        Map<String, String> status = Sql.row(admin, "SHOW REPLICA STATUS");
        return runs(status)
                && primaryHost.equals(status.get("source_host"))
                && Integer.toString(primaryPort).equals(status.get("source_port"));
    }

    /** Replaces all that this server holds by a copy of the primary; the server ends, to be started anew. */
    static void becomeCopyOf(Connection admin, String primaryHost, int primaryPort, Credentials credentials)
            throws SQLException {
        Sql.run(
                admin,
                "STOP REPLICA",
                // Its own transactions must be writable for the copy; users stay out, since read_only stays on.
                "SET GLOBAL super_read_only = 0",
                "SET GLOBAL clone_valid_donor_list = '" + primaryHost + ":" + primaryPort + "'",
                "CLONE INSTANCE FROM '" + Credentials.ADMIN + "'@'" + primaryHost + "':" + primaryPort
                        + " IDENTIFIED BY '" + credentials.adminPassword() + "'");
    }

    private static boolean runs(Map<String, String> status) {
        return "Yes".equals(status.get("replica_io_running")) && "Yes".equals(status.get("replica_sql_running"));
    }

    private static String executed(Connection admin) throws SQLException {
        return value(admin, "SELECT @@global.gtid_executed");
    }

    private static String received(Connection admin) throws SQLException {
        return Sql.row(admin, "SHOW REPLICA STATUS")
                .getOrDefault("retrieved_gtid_set", "")
                .replaceAll("\\s", "");
    }

    private static String missing(Connection admin, String received) throws SQLException {
        return value(admin, "SELECT GTID_SUBTRACT('" + received + "', @@global.gtid_executed)");
    }

    private static String value(Connection admin, String sql) throws SQLException {
        String value = Sql.value(admin, sql);
        return value == null ? "" : value.replaceAll("\\s", "");
    }

    /** How many transactions a set such as {@code UUID:1-5:7,UUID:1-3} has. */
    static long count(String gtids) {
        long count = 0;
        Matcher interval = INTERVAL.matcher(gtids);
        while (interval.find()) {
            long first = Long.parseLong(interval.group(1));
            count += interval.group(2) == null ? 1 : Long.parseLong(interval.group(2)) - first + 1;
        }
        return count;
    }
}
