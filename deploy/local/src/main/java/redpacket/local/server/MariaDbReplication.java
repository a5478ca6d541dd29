package redpacket.local.server;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redpacket.local.election.GtidSet;

/**
 * Replication of MariaDB, on this machine. A transaction is DOMAIN-SERVER-SEQUENCE; its source is DOMAIN-SERVER, and
 * the sequences of one source only grow.
 */
final class MariaDbReplication extends Replication {
    static final String RELAY_LOG = "relay";
    private static final int APPLY_SECONDS = 10;

    MariaDbReplication() {
        super("master", "slave");
    }

    @Override
    public String source(Connection admin) throws SQLException {
        return Sql.value(admin, "SELECT CONCAT(@@global.gtid_domain_id, '-', @@global.server_id)") + "";
    }

    @Override
    public GtidSet executed(Connection admin) throws SQLException {
        // The binary log has what the server applied as a replica, too.
        String state = Sql.value(admin, "SELECT @@global.gtid_binlog_state");
        return GtidSet.upTo(lastBySource(state == null ? "" : state));
    }

    @Override
    GtidSet received(Connection admin) throws SQLException {
        Map<String, String> status = status(admin);
        String position = status.getOrDefault("gtid_io_pos", "");
        if (status.isEmpty() || "Yes".equals(applier(status)) || !position.isEmpty()) {
            return GtidSet.upTo(lastBySource(position));
        }
        // A replica that was started again may have acknowledged what its relay logs hold.
        try {
            Path directory = Path.of(String.valueOf(Sql.value(admin, "SELECT @@global.datadir")));
            return GtidSet.upTo(RelayLogs.lastBySource(directory, RELAY_LOG));
        } catch (IOException e) {
            throw new SQLException("its relay logs cannot be read", e);
        }
    }

    private static Map<String, Long> lastBySource(String gtids) {
        Map<String, Long> last = new HashMap<>();
        for (String gtid : gtids.replaceAll("\\s", "").split(",")) {
            int end = gtid.lastIndexOf('-');
            if (end > 0) {
                last.merge(gtid.substring(0, end), Long.valueOf(gtid.substring(end + 1)), Math::max);
            }
        }
        return last;
    }

    @Override
    public void follow(Connection admin, String host, int port, Credentials credentials) throws SQLException {
        Sql.run(
                admin,
                "SET GLOBAL read_only = 1",
                "STOP REPLICA",
                "CHANGE MASTER TO MASTER_HOST='" + host + "', MASTER_PORT=" + port + ", MASTER_USER='"
                        + Credentials.REPLICATION + "', MASTER_PASSWORD='" + credentials.replicationPassword()
                        + "', MASTER_SSL=0, MASTER_SSL_VERIFY_SERVER_CERT=0, MASTER_CONNECT_RETRY=1,"
                        + " MASTER_HEARTBEAT_PERIOD=2, MASTER_USE_GTID=slave_pos, MASTER_DEMOTE_TO_SLAVE=1",
                "START REPLICA");
    }

    @Override
    String[] makeWritable() {
        return new String[] {"SET GLOBAL read_only = 0"};
    }

    @Override
    public void applyReceived(Connection admin) throws SQLException {
        Map<String, String> status = status(admin);
        boolean receives = !ioThread(status).isEmpty() && !"No".equals(ioThread(status));
        if (receives && "No".equals(applier(status))) {
            // Before the other thread stops: with both stopped, MariaDB discards what it received.
            Sql.run(admin, "START REPLICA SQL_THREAD");
            status = status(admin);
        }
        if (!"No".equals(applier(status)) && !status.isEmpty()) {
            String position = status.getOrDefault("gtid_io_pos", "");
            Sql.run(admin, "STOP REPLICA IO_THREAD");
            // One second at a time: the administrator's connection waits no longer for an answer.
            for (int i = 0; i < APPLY_SECONDS && !executed(admin).containsAll(held(admin)); i++) {
                Sql.value(admin, "SELECT MASTER_GTID_WAIT('" + position + "', 1)");
            }
        }
        GtidSet missing = held(admin).minus(executed(admin));
        if (!missing.isEmpty()) {
            throw new SQLException("has received and not applied " + missing + " "
                    + status(admin).getOrDefault("last_sql_error", ""));
        }
    }

    /**
     * A replica that connects with a GTID acknowledges only what it is sent. The commit that waits keeps the next ones
     * from the binary log.
     */
    @Override
    int releaseCommits(Connection admin) throws SQLException {
        List<String> waiting = Sql.values(
                admin,
                "SELECT id FROM information_schema.processlist WHERE state = 'Waiting for semi-sync ACK from slave'");
        for (String session : waiting) {
            Sql.run(admin, "KILL CONNECTION " + session);
        }
        return waiting.size();
    }
}
