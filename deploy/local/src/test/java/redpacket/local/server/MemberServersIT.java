package redpacket.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static redpacket.local.server.Members.LONG;
import static redpacket.local.server.Members.killWithPhantoms;
import static redpacket.local.server.Members.owner;
import static redpacket.local.server.Members.rows;
import static redpacket.local.server.Members.stopReplica;
import static redpacket.local.server.Members.waiting;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MemberServersIT {
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
            killWithPhantoms(group, first, 1);
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
                await().atMost(LONG).until(() -> waiting(primary) > 0);
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
            // The controller of the servers ticks meanwhile; these ticks are certain.
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
}
