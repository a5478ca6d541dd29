package redpacket.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.process.ProcessSettings;

/** Orders and questions to the members of a group. */
final class Members {
    static final Duration LONG = Duration.ofSeconds(30);

    private Members() {}

    static void stop(ChildProcess process) throws Exception {
        signal("-STOP", process);
    }

    static void resume(ChildProcess process) throws Exception {
        signal("-CONT", process);
    }

    private static void signal(String signal, ChildProcess process) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    static Connection admin(DatabaseMember member) throws SQLException {
        return Sql.connect(
                member.port(), Credentials.ADMIN, TestServers.credentials().adminPassword());
    }

    /** Kills the primary while its commits wait: they are in its log and on no other member. */
    static void killWithPhantoms(MemberServers group, DatabaseMember primary, int commits) throws Exception {
        List<DatabaseMember> replicas = new ArrayList<>(group.members());
        replicas.remove(primary);
        String rows = rows(primary);
        for (DatabaseMember replica : replicas) {
            // MariaDB discards what a replica has received and not applied when it follows another.
            await().atMost(LONG).ignoreExceptions().until(() -> rows(replica).equals(rows));
        }
        for (DatabaseMember replica : replicas) {
            cutOff(replica);
        }
        List<Thread> writers = insertAtOnce(primary, commits);
        await().atMost(LONG).until(() -> waiting(primary) > 0 && inserting(primary) == commits);
        primary.kill();
        for (Thread writer : writers) {
            assertThat(writer.join(LONG)).isTrue();
        }
    }

    /** Each on a thread and a connection of its own, which may be ended under it. */
    static List<Thread> insertAtOnce(DatabaseMember primary, int commits) {
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < commits; i++) {
            String insert = "INSERT INTO packets.t VALUES (" + (1_000 + i) + ")";
            writers.add(Thread.ofPlatform().start(() -> {
                try (Connection connection = owner(primary)) {
                    Sql.run(connection, insert);
                } catch (SQLException e) {
                    // Its outcome is not asked for.
                }
            }));
        }
        return writers;
    }

    /** The replica tries to reach its primary where nothing listens, until it is told to follow again. */
    private static void cutOff(DatabaseMember replica) throws SQLException {
        try (Connection admin = admin(replica)) {
            boolean mysql =
                    !String.valueOf(Sql.value(admin, "SELECT VERSION()")).contains("MariaDB");
            Sql.run(
                    admin,
                    "STOP REPLICA",
                    mysql ? "CHANGE REPLICATION SOURCE TO SOURCE_PORT = 1" : "CHANGE MASTER TO MASTER_PORT = 1",
                    "START REPLICA");
        }
    }

    static void stopReplica(DatabaseMember replica, String thread) throws SQLException {
        try (Connection admin = admin(replica)) {
            Sql.run(admin, "STOP REPLICA " + thread);
        }
    }

    private static int inserting(DatabaseMember primary) throws SQLException {
        try (Connection admin = admin(primary)) {
            return Integer.parseInt(String.valueOf(Sql.value(
                    admin,
                    "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'INSERT INTO packets.t%'")));
        }
    }

    static int waiting(DatabaseMember primary) throws SQLException {
        try (Connection admin = admin(primary)) {
            return Integer.parseInt(Sql.row(admin, "SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_%_wait_sessions'")
                    .getOrDefault("value", "0"));
        }
    }

    static Connection owner(DatabaseMember member) throws SQLException {
        return Sql.connect(
                member.port(), Credentials.OWNER, TestServers.credentials().ownerPassword());
    }

    static String rows(DatabaseMember member) throws SQLException {
        try (Connection connection = owner(member)) {
            return String.valueOf(Sql.value(connection, "SELECT COUNT(*) FROM packets.t"));
        }
    }

    /** A service that may write to the table {@code packets.t} of this group, which is made for it. */
    static MemberGroup service(MemberServers members, String copyPolicy) throws SQLException {
        try (Connection connection = owner(Objects.requireNonNull(members.primary()))) {
            Sql.run(
                    connection,
                    "CREATE TABLE packets.t (id INT PRIMARY KEY)",
                    "CREATE TABLE packets.heartbeats (process VARCHAR(64) NOT NULL PRIMARY KEY,"
                            + " at DATETIME(3) NOT NULL, beats BIGINT NOT NULL)",
                    "GRANT SELECT, INSERT, UPDATE ON packets.* TO '" + Credentials.APP + "'@'%'");
        }
        Credentials credentials = TestServers.credentials();
        MemberGroup group = MemberGroup.open(
                DatabaseSettings.of(
                        "set-1",
                        "service-1",
                        members.addresses(),
                        "packets",
                        new ProcessSettings.Database(
                                Credentials.APP,
                                credentials.appPassword(),
                                Credentials.OWNER,
                                credentials.ownerPassword(),
                                copyPolicy)),
                new SimpleMeterRegistry());
        group.startHeartbeat();
        return group;
    }
}
