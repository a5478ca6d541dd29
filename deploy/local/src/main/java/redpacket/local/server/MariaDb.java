package redpacket.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redpacket.local.machine.Directories;
import redpacket.local.machine.Tool;

/** MariaDB 11.4, as Maven Central has it. */
public final class MariaDb implements DatabaseEngine {
    private static final int INSTALL_SECONDS = 60;

    private final Path home;

    public MariaDb(ServerFiles files) {
        this.home = files.mariaDb();
    }

    @Override
    public String name() {
        return "mariadb";
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
                // As a replica, recovery truncates what was logged and not acknowledged.
                "--init-rpl-role=" + (wholeLog ? "MASTER" : "SLAVE"),
                "--relay-log=" + MariaDbReplication.RELAY_LOG,
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
    public Replication replication() {
        return new MariaDbReplication();
    }

    @Override
    public void copy(DatabaseMember donor, Path target) throws SQLException, IOException {
        donor.stop();
        try {
            Directories.copy(donor.dataDirectory(), target);
        } finally {
            donor.start(false);
        }
    }
}
