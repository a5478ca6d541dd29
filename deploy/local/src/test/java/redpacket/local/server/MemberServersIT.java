package redpacket.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MemberServersIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void whatWasAcknowledgedSurvivesThePrimaryAndItsPhantomDoesNot() throws Exception {
        try (TestServers servers = new TestServers()) {
            MemberServers group = servers.memberGroup("set-1", "packets");
            DatabaseMember first = Objects.requireNonNull(group.primary());
            try (Connection connection = owner(first)) {
                Sql.run(connection, "CREATE TABLE packets.t (id INT PRIMARY KEY)");
                for (int i = 0; i < 50; i++) {
                    Sql.run(connection, "INSERT INTO packets.t VALUES (" + i + ")");
                }
            }
            Thread unanswered = leavePhantom(group, first);
            first.kill();
            assertThat(unanswered.join(LONG)).isTrue();
            await().atMost(LONG).until(() -> group.primary() != null && group.primary() != first);
            DatabaseMember second = Objects.requireNonNull(group.primary());
            try (Connection connection = owner(second)) {
                assertThat(Sql.value(connection, "SELECT COUNT(*) FROM packets.t"))
                        .isEqualTo("50");
                Sql.run(connection, "INSERT INTO packets.t VALUES (100)");
            }
            group.start(first);
            for (DatabaseMember member : group.members()) {
                await().atMost(LONG).ignoreExceptions().until(() -> rows(member).equals("51"));
            }
            await().atMost(LONG).until(group::isSettled);
            assertThat(group.primary()).isSameAs(second);
        }
    }

    @Test
    void aCommitWithoutReplicasWaitsAndIsSeenByNobody() throws Exception {
        try (TestServers servers = new TestServers()) {
            MemberServers group = servers.memberGroup("set-1", "packets");
            DatabaseMember primary = Objects.requireNonNull(group.primary());
            List<DatabaseMember> replicas = new ArrayList<>(group.members());
            replicas.remove(primary);
            try (Connection connection = owner(primary)) {
                Sql.run(connection, "CREATE TABLE packets.t (id INT PRIMARY KEY)");
                replicas.forEach(DatabaseMember::kill);
                Thread writer = Thread.ofPlatform().start(() -> {
                    try {
                        Sql.run(connection, "INSERT INTO packets.t VALUES (1)");
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
                await().atMost(LONG).until(() -> waiting(primary));
                assertThat(rows(primary)).isEqualTo("0");
                group.start(replicas.getFirst());
                assertThat(writer.join(LONG)).isTrue();
                await().atMost(LONG)
                        .ignoreExceptions()
                        .until(() -> rows(replicas.getFirst()).equals("1"));
            }
        }
    }

    @Test
    void whatOnlyADeadPrimaryAndAReplicaThatDiedWithItHoldIsWaitedFor() throws Exception {
        try (TestServers servers = new TestServers()) {
            MemberServers group = servers.memberGroup("set-1", "packets");
            DatabaseMember primary = Objects.requireNonNull(group.primary());
            List<DatabaseMember> replicas = new ArrayList<>(group.members());
            replicas.remove(primary);
            DatabaseMember acknowledges = replicas.getFirst();
            DatabaseMember behind = replicas.getLast();
            try (Connection connection = owner(primary)) {
                Sql.run(connection, "CREATE TABLE packets.t (id INT PRIMARY KEY)");
                await().atMost(LONG).ignoreExceptions().until(() -> rows(behind).equals("0"));
                behind.kill();
                await().atMost(LONG)
                        .ignoreExceptions()
                        .until(() -> rows(acknowledges).equals("0"));
                stopReplica(acknowledges, "SQL_THREAD");
                Sql.run(connection, "INSERT INTO packets.t VALUES (1)");
            }
            primary.kill();
            acknowledges.kill();
            await().atMost(LONG).until(() -> group.primary() == null);
            group.start(behind);
            group.start(acknowledges);
            await().atMost(LONG).ignoreExceptions().until(() -> rows(behind).equals("0"));
            await().atMost(LONG).ignoreExceptions().until(() -> rows(acknowledges) != null);
            // A keeper looks meanwhile, too; these looks are certain.
            for (int i = 0; i < 3; i++) {
                group.tick();
            }
            assertThat(group.primary()).as("leads without the row").isNotSameAs(behind);
            assertThat(group.primary() == null || rows(acknowledges).equals("1"))
                    .isTrue();
            group.start(primary);
            await().atMost(LONG).until(group::isSettled);
            for (DatabaseMember member : group.members()) {
                await().atMost(LONG).ignoreExceptions().until(() -> rows(member).equals("1"));
            }
        }
    }

    @Test
    void aGroupThatDiedWholeComesBackWithAllThatWasAcknowledged() throws Exception {
        try (TestServers servers = new TestServers()) {
            MemberServers group = servers.memberGroup("set-1", "packets");
            DatabaseMember primary = Objects.requireNonNull(group.primary());
            try (Connection connection = owner(primary)) {
                Sql.run(connection, "CREATE TABLE packets.t (id INT PRIMARY KEY)");
                for (int i = 0; i < 50; i++) {
                    Sql.run(connection, "INSERT INTO packets.t VALUES (" + i + ")");
                }
                group.members().forEach(DatabaseMember::kill);
            }
            await().atMost(LONG).until(() -> group.primary() == null);
            for (DatabaseMember member : group.members()) {
                group.start(member);
            }
            await().atMost(LONG).until(group::isSettled);
            for (DatabaseMember member : group.members()) {
                await().atMost(LONG).ignoreExceptions().until(() -> rows(member).equals("50"));
            }
        }
    }

    /** Leaves a commit on the primary that waits for an acknowledgement, in its log and on no other member. */
    private static Thread leavePhantom(MemberServers group, DatabaseMember primary) throws SQLException {
        for (DatabaseMember member : group.members()) {
            if (!member.equals(primary)) {
                stopReplica(member, "IO_THREAD");
            }
        }
        Thread writer = Thread.ofPlatform().start(() -> {
            try (Connection connection = owner(primary)) {
                Sql.run(connection, "INSERT INTO packets.t VALUES (999)");
            } catch (SQLException e) {
                // Its server is killed under it.
            }
        });
        await().atMost(LONG).until(() -> waiting(primary));
        return writer;
    }

    private static void stopReplica(DatabaseMember replica, String thread) throws SQLException {
        try (Connection admin = Sql.connect(
                replica.port(), Credentials.ADMIN, TestServers.credentials().adminPassword())) {
            boolean mysql = System.getProperty("servers", "mariadb").equals("mysql");
            Sql.run(admin, "STOP " + (mysql ? "REPLICA " : "SLAVE ") + thread);
        }
    }

    private static boolean waiting(DatabaseMember primary) throws SQLException {
        try (Connection admin = Sql.connect(
                primary.port(), Credentials.ADMIN, TestServers.credentials().adminPassword())) {
            return !"0"
                    .equals(Sql.row(admin, "SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_%_wait_sessions'")
                            .get("value"));
        }
    }

    private static Connection owner(DatabaseMember member) throws SQLException {
        return Sql.connect(
                member.port(), Credentials.OWNER, TestServers.credentials().ownerPassword());
    }

    private static String rows(DatabaseMember member) throws SQLException {
        try (Connection connection = owner(member)) {
            return String.valueOf(Sql.value(connection, "SELECT COUNT(*) FROM packets.t"));
        }
    }
}
