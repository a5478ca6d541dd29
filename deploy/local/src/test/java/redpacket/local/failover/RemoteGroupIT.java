package redpacket.local.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redpacket.local.machine.FreePorts;
import redpacket.local.server.ChildProcess;
import redpacket.local.server.Credentials;
import redpacket.local.server.MySqlPackages;
import redpacket.local.server.ServerFiles;
import redpacket.local.server.Sql;
import redpacket.local.server.TestServers;

/**
 * The members of docker-compose.yml without Docker: its script and its configuration on a real MySQL, started again
 * whenever they end, as a container is.
 */
class RemoteGroupIT {
    private static final Credentials CREDENTIALS = TestServers.credentials();

    @TempDir
    private Path directory;

    private final List<Container> containers = new ArrayList<>();

    @Test
    void aGroupFindsItsPrimaryLosesItAndTakesTheOldOneBack() throws Exception {
        startAll(mysqld());
        // As Docker does: the controller starts when every member answers.
        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> {
            for (Container container : containers) {
                run(container, "DO 1");
            }
            return true;
        });
        RemoteGroup group = group();
        settles(group);
        assertThat(group.primaryName()).isEqualTo("group-db-1");
        run(containers.getFirst(), "CREATE TABLE kept.notes (id INT PRIMARY KEY)", "INSERT INTO kept.notes VALUES (1)");

        Container old = containers.getFirst();
        old.kill();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            group.tick();
            return group.primaryName() != null && !"group-db-1".equals(group.primaryName());
        });
        Container primary = named(group.primaryName());
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            group.tick();
            run(primary, "INSERT IGNORE INTO kept.notes VALUES (2)");
            return true;
        });

        diverge(old);
        settles(group);
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            settles(group);
            for (Container container : containers) {
                assertThat(notes(container)).as(container.name).isEqualTo("1,2");
            }
        });

        RemoteGroup again = group();
        settles(again);
        assertThat(again.primaryName())
                .as("a controller that starts anew elects nobody where a member leads")
                .isEqualTo(group.primaryName());
    }

    /** It comes back with a row that nobody else has, as one does that died before the acknowledgement. */
    private void diverge(Container old) throws IOException, SQLException {
        old.start("--rpl-semi-sync-source-enabled=0");
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            run(
                    old,
                    "SET GLOBAL super_read_only = 0",
                    "INSERT INTO kept.notes VALUES (3)",
                    "SET GLOBAL super_read_only = 1");
            return true;
        });
    }

    private void settles(RemoteGroup group) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    for (Container container : containers) {
                        container.startAgain();
                    }
                    group.tick();
                    return group.isSettled() && containers.stream().allMatch(Container::isAlive);
                });
    }

    private RemoteGroup group() {
        return RemoteGroup.of(
                "group",
                List.of("kept"),
                containers.stream()
                        .map(container -> "127.0.0.1:" + container.port)
                        .toList(),
                directory,
                CREDENTIALS,
                System::nanoTime,
                System.out::println);
    }

    /** The unpacked packages' server as one executable; no test where they are not to be had. */
    private Path mysqld() throws IOException {
        Path usr;
        try {
            usr = new MySqlPackages(ServerFiles.find().cache()).unpacked().resolve("usr");
        } catch (IOException e) {
            return Assumptions.abort("MySQL is not to be had: " + e.getMessage());
        }
        Path script = directory.resolve("mysqld");
        Files.writeString(script, """
                #!/bin/bash
                first="$1"
                shift
                exec '%1$s/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2' --library-path '%1$s/lib/x86_64-linux-gnu' \
                  '%1$s/sbin/mysqld' "$first" --basedir='%1$s' --plugin-dir='%1$s/lib/mysql/plugin' \
                  --lc-messages-dir='%1$s/share/mysql' --user="$(id -un)" --innodb-redo-log-capacity=32M \
                  --innodb-buffer-pool-size=32M --performance-schema=OFF "$@"
                """.formatted(usr));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    private void startAll(Path mysqld) throws IOException {
        for (int i = 1; i <= 3; i++) {
            Container container = new Container(mysqld, "group-db-" + i, FreePorts.next(), i);
            containers.add(container);
            container.start();
        }
    }

    private Container named(@Nullable String name) {
        return containers.stream()
                .filter(container -> container.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void run(Container container, String... sql) throws SQLException {
        try (Connection connection =
                Sql.connect(container.port, Credentials.ADMIN, CREDENTIALS.adminPassword(), 3_000)) {
            Sql.run(connection, sql);
        }
    }

    private static @Nullable String notes(Container container) throws SQLException {
        try (Connection connection = Sql.connect(container.port, Credentials.ADMIN, CREDENTIALS.adminPassword())) {
            return Sql.value(connection, "SELECT GROUP_CONCAT(id ORDER BY id) FROM kept.notes");
        }
    }

    @AfterEach
    void stop() {
        containers.forEach(Container::kill);
    }

    private final class Container {
        private final Path mysqld;
        private final String name;
        private final int port;
        private final int serverId;
        private @Nullable ChildProcess process;

        Container(Path mysqld, String name, int port, int serverId) {
            this.mysqld = mysqld;
            this.name = name;
            this.port = port;
            this.serverId = serverId;
        }

        void start(String... more) throws IOException {
            Path compose = Path.of("../compose").toAbsolutePath().normalize();
            Path data = Files.createDirectories(directory.resolve("data").resolve(name));
            List<String> command = new ArrayList<>(List.of(
                    "bash",
                    compose.resolve("member.sh").toString(),
                    "--datadir=" + data.resolve("data"),
                    "--socket=" + directory.resolve(name + ".sock"),
                    "--pid-file=" + directory.resolve(name + "-mysqld.pid"),
                    "--bind-address=127.0.0.1",
                    "--port=" + port));
            command.addAll(List.of(more));
            process = ChildProcess.start(
                    name,
                    command,
                    Map.of(
                            "MYSQLD", mysqld.toString(),
                            "MEMBER_CONFIG", compose.resolve("member.cnf").toString(),
                            "MEMBER_DATA", data.toString(),
                            "SERVER_ID", Integer.toString(serverId),
                            "DATABASE_ADMIN_PASSWORD", CREDENTIALS.adminPassword(),
                            "DATABASE_OWNER_PASSWORD", CREDENTIALS.ownerPassword(),
                            "DATABASE_APP_PASSWORD", CREDENTIALS.appPassword(),
                            "DATABASE_REPLICATION_PASSWORD", CREDENTIALS.replicationPassword()),
                    directory,
                    directory.resolve(name + ".log"),
                    directory.resolve(name + ".pid"));
        }

        void startAgain() throws IOException {
            if (!isAlive()) {
                start();
            }
        }

        boolean isAlive() {
            ChildProcess current = process;
            return current != null && current.isAlive();
        }

        void kill() {
            ChildProcess current = process;
            if (current != null) {
                current.kill();
            }
        }
    }
}
