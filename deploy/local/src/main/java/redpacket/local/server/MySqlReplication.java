package redpacket.local.server;

import java.sql.Connection;
import java.sql.SQLException;
import redpacket.local.election.GtidSet;

/** Replication of MySQL. */
public final class MySqlReplication extends Replication {
    private static final int APPLY_SECONDS = 10;

    public MySqlReplication() {
        super("source", "replica");
    }

    @Override
    public String source(Connection admin) throws SQLException {
        return String.valueOf(Sql.value(admin, "SELECT @@global.server_uuid"));
    }

    @Override
    public GtidSet executed(Connection admin) throws SQLException {
        String executed = Sql.value(admin, "SELECT @@global.gtid_executed");
        return GtidSet.parse(executed == null ? "" : executed);
    }

    @Override
    GtidSet received(Connection admin) throws SQLException {
        return GtidSet.parse(status(admin).getOrDefault("retrieved_gtid_set", ""));
    }

    @Override
    public void follow(Connection admin, String host, int port, Credentials credentials) throws SQLException {
        Sql.run(
                admin,
                "SET GLOBAL super_read_only = 1",
                "STOP REPLICA",
                "CHANGE REPLICATION SOURCE TO SOURCE_HOST='" + host + "', SOURCE_PORT=" + port + ", SOURCE_USER='"
                        + Credentials.REPLICATION + "', SOURCE_PASSWORD='" + credentials.replicationPassword()
                        + "', SOURCE_SSL=0, GET_SOURCE_PUBLIC_KEY=1, SOURCE_CONNECT_RETRY=1,"
                        + " SOURCE_RETRY_COUNT=1000000, SOURCE_HEARTBEAT_PERIOD=2, SOURCE_AUTO_POSITION=1",
                "START REPLICA");
    }

    @Override
    String[] makeWritable() {
        return new String[] {"SET GLOBAL super_read_only = 0", "SET GLOBAL read_only = 0"};
    }

    @Override
    public void applyReceived(Connection admin) throws SQLException {
        GtidSet received = received(admin);
        if (executed(admin).containsAll(received)) {
            return;
        }
        // Relay logs outlive a restart: with GTIDs, the applier skips what was applied of them.
        Sql.run(admin, "STOP REPLICA IO_THREAD", "START REPLICA SQL_THREAD");
        received = received(admin);
        for (int i = 0; i < APPLY_SECONDS && !executed(admin).containsAll(received); i++) {
            Sql.value(admin, "SELECT WAIT_FOR_EXECUTED_GTID_SET('" + received + "', 1)");
        }
        GtidSet missing = received.minus(executed(admin));
        if (!missing.isEmpty()) {
            throw new SQLException("has received and not applied " + missing + " "
                    + status(admin).getOrDefault("last_sql_error", ""));
        }
    }

    /** None: a source takes what a replica holds when it connects for acknowledged. */
    @Override
    int releaseCommits(Connection admin) {
        return 0;
    }

    /** Replaces all that a server holds by a copy of a donor; the server ends, and must be started anew. */
    public static void becomeCopyOf(Connection admin, String donorHost, int donorPort, Credentials credentials)
            throws SQLException {
        Sql.run(
                admin,
                "STOP REPLICA",
                // The copy must be able to write its own transactions. Users stay out, since read_only stays on.
                "SET GLOBAL super_read_only = 0",
                "SET GLOBAL clone_valid_donor_list = '" + donorHost + ":" + donorPort + "'",
                "CLONE INSTANCE FROM '" + Credentials.ADMIN + "'@'" + donorHost + "':" + donorPort + " IDENTIFIED BY '"
                        + credentials.adminPassword() + "'");
    }
}
