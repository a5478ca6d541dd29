package redpacket.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redpacket.local.machine.Tool;

/** MariaDB 11.4, as Maven Central has it. */
public final class MariaDb implements DatabaseEngine {
    private static final int INSTALL_SECONDS = 60;
    private static final int APPLY_SECONDS = 10;
    private static final String RELAY_LOG = "relay";

    private final Path home;

    public MariaDb(ServerFiles files) {
        this.home = files.mariaDb();
    }

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void install(Path dataDirectory, Credentials credentials) throws IOException {
        Files.createDirectories(dataDirectory);
        Path log = dataDirectory.resolveSibling(dataDirectory.getFileName() + "-install.log");
        Tool.run(
                log,
                INSTALL_SECONDS,
                dataDirectory,
                Map.of(),
                List.of(
                        home.resolve("scripts/mariadb-install-db").toString(),
                        "--no-defaults",
                        "--basedir=" + home,
                        "--datadir=" + dataDirectory,
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db",
                        "--skip-name-resolve"));
        // Bootstrap mode runs SQL on the data directory with no server, port or binary log.
        Path sql = dataDirectory.resolveSibling(dataDirectory.getFileName() + "-users.sql");
        Files.writeString(sql, users(credentials));
        List<String> bootstrap =
                new ArrayList<>(List.of(home.resolve("bin/mariadbd").toString(), "--no-defaults", "--bootstrap"));
        bootstrap.addAll(List.of(
                "--basedir=" + home, "--datadir=" + dataDirectory, "--skip-ssl", "--innodb-buffer-pool-size=16M"));
        Tool.run(log, INSTALL_SECONDS, dataDirectory, Map.of(), bootstrap, sql);
        Files.delete(sql);
    }

    private static String users(Credentials credentials) {
        return """
                USE mysql;
                FLUSH PRIVILEGES;
                CREATE OR REPLACE USER 'root'@'127.0.0.1' IDENTIFIED BY '%s';
                GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
                DROP USER IF EXISTS 'root'@'::1';
                ALTER USER 'root'@'localhost' IDENTIFIED BY '%s';
                CREATE USER 'redpacket_owner'@'%%' IDENTIFIED BY '%s';
                CREATE USER 'redpacket_app'@'%%' IDENTIFIED BY '%s';
                GRANT REPLICA MONITOR ON *.* TO 'redpacket_app'@'%%';
                CREATE USER 'redpacket_replication'@'%%' IDENTIFIED BY '%s';
                GRANT REPLICATION SLAVE ON *.* TO 'redpacket_replication'@'%%';
                FLUSH PRIVILEGES;
                """.formatted(
                        credentials.adminPassword(),
                        credentials.adminPassword(),
                        credentials.ownerPassword(),
                        credentials.appPassword(),
                        credentials.replicationPassword());
    }

    @Override
    public List<String> command(Path dataDirectory, int port, int serverId, boolean wholeLog, int cacheMebibytes) {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--datadir=" + dataDirectory,
                "--socket=" + dataDirectory.resolveSibling("s" + port + ".sock").getFileName(),
                "--pid-file=" + dataDirectory.resolve("mariadbd.pid"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--skip-ssl",
                "--skip-name-resolve",
                "--server-id=" + serverId,
                "--user=" + System.getProperty("user.name")));
        // W=2 of N=3, and never fewer: see docs/adr.
        command.addAll(List.of(
                "--log-bin=binlog",
                "--binlog-format=ROW",
                // Of a deleted outbox row the key is enough.
                "--binlog-row-image=MINIMAL",
                // A replica syncs its relay log after each event, so a transaction is to be few of them.
                "--binlog-annotate-row-events=0",
                "--binlog-row-event-max-size=1M",
                "--gtid-strict-mode=1",
                "--log-slave-updates=1",
                "--sync-binlog=1",
                "--sync-relay-log=1",
                "--innodb-flush-log-at-trx-commit=1",
                // Switched on at promotion: a replica's applier would wait for acknowledgements of its own.
                "--rpl-semi-sync-master-enabled=0",
                "--rpl-semi-sync-master-wait-point=AFTER_SYNC",
                "--rpl-semi-sync-master-timeout=1000000000",
                "--rpl-semi-sync-slave-enabled=1",
                // As a slave, recovery cuts off what was logged and not acknowledged.
                "--init-rpl-role=" + (wholeLog ? "MASTER" : "SLAVE"),
                "--relay-log=" + RELAY_LOG,
                "--read-only=1",
                "--skip-slave-start",
                "--slave-net-timeout=10",
                "--expire-logs-days=1",
                "--max-binlog-size=128M"));
        command.addAll(List.of(
                "--innodb-buffer-pool-size=" + cacheMebibytes + "M",
                "--innodb-log-file-size=" + cacheMebibytes + "M",
                "--innodb-lock-wait-timeout=5",
                "--innodb-flush-method=fsync",
                "--transaction-isolation=READ-COMMITTED",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_bin",
                "--default-time-zone=+00:00",
                "--max-connections=300",
                "--thread-cache-size=64",
                "--table-open-cache=400",
                "--max-allowed-packet=16M",
                "--performance-schema=OFF"));
        return command;
    }

    @Override
    public boolean hasDiverged(Connection admin, Connection leader) throws SQLException {
        long held = applied(admin);
        return held > applied(leader);
    }

    @Override
    public void copy(Connection leader, Path target) throws SQLException {
        throw new SQLException("holds transactions that the primary does not, and MariaDB has no copy to offer here:"
                + " stop the stack, remove its data directory, and copy a stopped replica's in its place");
    }

    @Override
    public void follow(Connection admin, int primaryPort, Credentials credentials) throws SQLException {
        Sql.run(
                admin,
                "SET GLOBAL read_only = 1",
                "STOP SLAVE",
                "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + primaryPort + ", MASTER_USER='"
                        + Credentials.REPLICATION + "', MASTER_PASSWORD='" + credentials.replicationPassword()
                        + "', MASTER_SSL=0, MASTER_SSL_VERIFY_SERVER_CERT=0, MASTER_CONNECT_RETRY=1,"
                        + " MASTER_HEARTBEAT_PERIOD=2, MASTER_USE_GTID=slave_pos, MASTER_DEMOTE_TO_SLAVE=1",
                "START SLAVE");
    }

    @Override
    public void promote(Connection admin) throws SQLException {
        Sql.run(
                admin,
                "STOP SLAVE",
                "RESET SLAVE ALL",
                // Before the first write, so that none is ever taken with one copy.
                "SET GLOBAL rpl_semi_sync_master_enabled = 1",
                "SET GLOBAL read_only = 0");
    }

    @Override
    public void applyReceived(Connection admin, Path dataDirectory) throws SQLException {
        Map<String, String> status = Sql.row(admin, "SHOW SLAVE STATUS");
        String received = status.getOrDefault("gtid_io_pos", "");
        if ("Yes".equals(status.get("slave_sql_running"))) {
            Sql.run(admin, "STOP SLAVE IO_THREAD");
            // One second at a time: the administrator's connection waits no longer for an answer.
            for (int i = 0; i < APPLY_SECONDS && applied(admin) < sequenceOf(received); i++) {
                Sql.value(admin, "SELECT MASTER_GTID_WAIT('" + received + "', 1)");
            }
        }
        long holds = position(admin, dataDirectory);
        if (applied(admin) < holds) {
            throw new SQLException("holds transaction " + holds + " and has applied " + applied(admin)
                    + "; the last primary, which holds it too, must come back");
        }
    }

    private static long applied(Connection admin) throws SQLException {
        // The binary log has what it applied as a replica, too.
        String logged = Sql.value(admin, "SELECT @@global.gtid_binlog_pos");
        return sequenceOf(logged == null ? "" : logged);
    }

    @Override
    public long position(Connection admin, Path dataDirectory) throws SQLException {
        Map<String, String> status = Sql.row(admin, "SHOW SLAVE STATUS");
        if (status.isEmpty()) {
            return applied(admin);
        }
        String received = status.getOrDefault("gtid_io_pos", "");
        boolean running = "Yes".equals(status.get("slave_sql_running"));
        long relayed = running || !received.isEmpty() ? sequenceOf(received) : relayed(dataDirectory);
        return Math.max(relayed, applied(admin));
    }

    /**
     * The last transaction in the relay logs of a replica that was started again: it may have acknowledged it, and it
     * will throw it away, since with GTIDs MariaDB fetches anew.
     */
    private static long relayed(Path dataDirectory) throws SQLException {
        try {
            return RelayLogs.lastTransaction(dataDirectory, RELAY_LOG);
        } catch (IOException e) {
            throw new SQLException("its relay logs cannot be read", e);
        }
    }

    /** Of domain 0, which is the only one here: 0-SERVER-SEQUENCE. */
    private static long sequenceOf(String gtid) {
        return gtid.isEmpty() ? 0 : Long.parseLong(gtid.substring(gtid.lastIndexOf('-') + 1));
    }

    @Override
    public boolean isFollowing(Connection admin) throws SQLException {
        Map<String, String> status = Sql.row(admin, "SHOW SLAVE STATUS");
        return "Yes".equals(status.get("slave_io_running")) && "Yes".equals(status.get("slave_sql_running"));
    }
}
