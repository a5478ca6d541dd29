package redpacket.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import redpacket.local.machine.Tool;

/** MySQL 8.4 or later, as Debian packages it. */
public final class MySql implements DatabaseEngine {
    private static final int INSTALL_CACHE_MEBIBYTES = 64;
    private static final int INSTALL_SECONDS = 120;
    private static final int COPY_MILLIS_MAX = 60_000;

    /** W=2 of N=3, and never fewer. Recovery keeps the tail in any case, so a member with a tail is rebuilt. */
    private static final List<String> SEMI_SYNC = List.of(
            "--tls-version=",
            "--plugin-load-add=semisync_source.so",
            "--plugin-load-add=semisync_replica.so",
            "--rpl-semi-sync-source-enabled=0",
            "--rpl-semi-sync-source-wait-point=AFTER_SYNC",
            "--rpl-semi-sync-source-timeout=1000000000",
            "--rpl-semi-sync-replica-enabled=1");

    /** See the decision record on Group Replication for the reason of each value. */
    private static final List<String> GROUP_REPLICATION = List.of(
            "--plugin-load-add=group_replication.so",
            "--report-host=127.0.0.1",
            // The state of the group is in tables of this schema; nothing else of it is used.
            "--performance-schema=ON",
            "--performance-schema-instrument=%=OFF",
            "--performance-schema-max-thread-instances=100",
            "--performance-schema-max-statement-stack=1",
            "--group-replication-start-on-boot=OFF",
            "--group-replication-single-primary-mode=ON",
            "--group-replication-communication-stack=MYSQL",
            "--group-replication-recovery-get-public-key=ON",
            "--group-replication-consistency=BEFORE_ON_PRIMARY_FAILOVER",
            "--group-replication-exit-state-action=READ_ONLY",
            "--group-replication-member-expel-timeout=0",
            "--group-replication-unreachable-majority-timeout=10",
            "--group-replication-autorejoin-tries=3",
            "--group-replication-message-cache-size=134217728",
            "--group-replication-paxos-single-leader=ON");

    /** Without these a member takes 170 MiB more. */
    private static final List<String> UNUSED_INSTRUMENTS = Stream.of(
                    "accounts-size",
                    "users-size",
                    "hosts-size",
                    "digests-size",
                    "error-size",
                    "events-waits-history-long-size",
                    "events-stages-history-long-size",
                    "events-statements-history-long-size",
                    "events-transactions-history-long-size",
                    "events-waits-history-size",
                    "events-stages-history-size",
                    "events-statements-history-size",
                    "events-transactions-history-size",
                    "max-table-instances",
                    "max-table-handles",
                    "max-table-lock-stat",
                    "max-index-stat",
                    "max-metadata-locks",
                    "max-prepared-statements-instances",
                    "max-program-instances",
                    "max-sql-text-length",
                    "max-digest-length",
                    "max-mutex-instances",
                    "max-rwlock-instances",
                    "max-cond-instances",
                    "max-file-instances",
                    "max-socket-instances",
                    "max-memory-classes",
                    "session-connect-attrs-size")
            .map(name -> "--performance-schema-" + name + "=0")
            .toList();

    private final Path usr;
    private final List<String> launcher;
    private final boolean group;

    /**
     * @param root where packages were unpacked
     * @param group replicate by Group Replication in place of semi-sync
     */
    MySql(Path root, boolean group) {
        this.group = group;
        this.usr = root.resolve("usr");
        Path libraries = usr.resolve("lib/x86_64-linux-gnu");
        this.launcher = List.of(
                libraries.resolve("ld-linux-x86-64.so.2").toString(),
                "--library-path",
                libraries.toString(),
                usr.resolve("sbin/mysqld").toString());
    }

    @Override
    public String name() {
        return group ? "mysql-group" : "mysql";
    }

    @Override
    public boolean electsItself() {
        return group;
    }

    @Override
    public void install(Path dataDirectory, Credentials credentials) throws IOException {
        Files.createDirectories(dataDirectory);
        Path log = dataDirectory.resolveSibling(dataDirectory.getFileName() + "-install.log");
        Path sql = dataDirectory.resolveSibling(dataDirectory.getFileName() + "-users.sql");
        Files.writeString(sql, users(credentials));
        List<String> command = new ArrayList<>(common(dataDirectory));
        command.addAll(cache(INSTALL_CACHE_MEBIBYTES));
        command.addAll(List.of("--initialize-insecure", "--init-file=" + sql));
        Tool.run(log, INSTALL_SECONDS, dataDirectory, Map.of(), command);
        Files.delete(sql);
        // The name of this server, which each copy makes anew.
        Files.deleteIfExists(dataDirectory.resolve("auto.cnf"));
    }

    /** An init file has one statement a line. */
    private static String users(Credentials credentials) {
        return """
                CREATE USER 'root'@'127.0.0.1' IDENTIFIED BY '%1$s';
                GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
                ALTER USER 'root'@'localhost' IDENTIFIED BY '%1$s';
                CREATE USER 'redpacket_owner'@'%%' IDENTIFIED BY '%2$s';
                CREATE USER 'redpacket_app'@'%%' IDENTIFIED BY '%3$s';
                GRANT REPLICATION CLIENT ON *.* TO 'redpacket_app'@'%%';
                CREATE USER 'redpacket_replication'@'%%' IDENTIFIED BY '%4$s';
                GRANT REPLICATION SLAVE ON *.* TO 'redpacket_replication'@'%%';
                GRANT GROUP_REPLICATION_STREAM, CONNECTION_ADMIN, BACKUP_ADMIN ON *.* TO 'redpacket_replication'@'%%';
                GRANT SELECT ON performance_schema.replication_group_members TO 'redpacket_app'@'%%';
                GRANT SELECT ON performance_schema.replication_group_member_stats TO 'redpacket_app'@'%%';
                """.formatted(
                        credentials.adminPassword(),
                        credentials.ownerPassword(),
                        credentials.appPassword(),
                        credentials.replicationPassword());
    }

    private static List<String> cache(int mebibytes) {
        return List.of("--innodb-redo-log-capacity=" + mebibytes + "M", "--innodb-buffer-pool-size=" + mebibytes + "M");
    }

    private List<String> common(Path dataDirectory) {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(
                "--no-defaults",
                "--basedir=" + usr,
                "--datadir=" + dataDirectory,
                "--plugin-dir=" + usr.resolve("lib/mysql/plugin"),
                "--lc-messages-dir=" + usr.resolve("share/mysql"),
                "--secure-file-priv=NULL",
                "--mysqlx=OFF",
                "--performance-schema=OFF",
                "--user=" + System.getProperty("user.name")));
        return command;
    }

    @Override
    public List<String> command(Path dataDirectory, int port, int serverId, boolean wholeLog, int cacheMebibytes) {
        List<String> command = common(dataDirectory);
        command.addAll(cache(cacheMebibytes));
        command.addAll(List.of(
                "--socket=" + dataDirectory.resolveSibling("s" + port + ".sock").getFileName(),
                "--pid-file=" + dataDirectory.resolve("mysqld.pid"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                "--server-id=" + Integer.toUnsignedString(serverId)));
        command.addAll(replicationFlags());
        command.addAll(group ? GROUP_REPLICATION : SEMI_SYNC);
        command.addAll(group ? UNUSED_INSTRUMENTS : List.of());
        command.addAll(List.of(
                "--innodb-lock-wait-timeout=5",
                "--transaction-isolation=READ-COMMITTED",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_bin",
                "--default-time-zone=+00:00",
                "--max-connections=300",
                "--thread-cache-size=64",
                "--table-open-cache=400",
                "--table-definition-cache=400",
                "--max-allowed-packet=16M"));
        return command;
    }

    private static List<String> replicationFlags() {
        return List.of(
                "--log-bin=binlog",
                "--relay-log=relay",
                "--relay-log-recovery=OFF",
                "--gtid-mode=ON",
                "--enforce-gtid-consistency=ON",
                "--log-replica-updates=ON",
                "--sync-binlog=1",
                // Of a deleted outbox row the key is enough.
                "--binlog-row-image=MINIMAL",
                // A replica syncs its relay log after each event, so a transaction is to be few of them.
                "--binlog-row-event-max-size=1M",
                "--sync-relay-log=1",
                "--innodb-flush-log-at-trx-commit=1",
                "--plugin-load-add=mysql_clone.so",
                "--read-only=1",
                "--super-read-only=1",
                "--skip-replica-start",
                "--replica-net-timeout=10",
                "--binlog-expire-logs-seconds=86400",
                "--max-binlog-size=128M");
    }

    @Override
    public Replication replication() {
        return new MySqlReplication();
    }

    @Override
    public void copy(DatabaseMember donor, Path target) throws SQLException {
        try (Connection admin = donor.connect(COPY_MILLIS_MAX)) {
            Sql.run(admin, "CLONE LOCAL DATA DIRECTORY '" + target + "'");
        }
    }
}
