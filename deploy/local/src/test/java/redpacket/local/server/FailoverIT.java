package redpacket.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static redpacket.local.server.Members.LONG;
import static redpacket.local.server.Members.admin;
import static redpacket.local.server.Members.killWithPhantoms;
import static redpacket.local.server.Members.owner;
import static redpacket.local.server.Members.rows;
import static redpacket.local.server.Members.stop;

import java.nio.file.Files;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The members of a group fail in every way that a machine offers. */
class FailoverIT {
    private static final String REPLICATION_STATE =
            "SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'SLAVE_RUNNING'";

    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "mysql"})
    void anOldPrimaryWithMoreTransactionsDestroysNothingThatWasAcknowledged(String engine) throws Exception {
        try (TestServers servers = TestServers.of(engine)) {
            MemberServers group = servers.memberGroup("set-1", "packets");
            DatabaseMember first = Objects.requireNonNull(group.primary());
            try (Connection connection = owner(first)) {
                Sql.run(connection, "CREATE TABLE packets.t (id INT PRIMARY KEY)");
            }
            killWithPhantoms(group, first, 60);
            await().atMost(LONG).until(group::isSettled);
            DatabaseMember second = Objects.requireNonNull(group.primary());
            try (Connection connection = owner(second)) {
                Sql.run(connection, "INSERT INTO packets.t VALUES (1)");
            }
            second.kill();
            await().atMost(LONG).until(() -> group.primary() == null);
            group.start(first);
            await().atMost(LONG).until(group::isSettled);
            assertThat(group.primary()).isNotSameAs(second);
            group.start(second);
            for (DatabaseMember member : group.members()) {
                await().atMost(LONG).ignoreExceptions().until(() -> rows(member).equals("1"));
            }
            await().atMost(LONG).until(group::isSettled);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "mysql"})
    void aPrimaryThatHangsIsReplacedAndComesBackAsAReplica(String engine) throws Exception {
        try (TestServers servers = TestServers.of(engine)) {
            MemberServers group = servers.memberGroup("set-1", "packets");
            DatabaseMember first = Objects.requireNonNull(group.primary());
            try (Connection connection = owner(first)) {
                Sql.run(connection, "CREATE TABLE packets.t (id INT PRIMARY KEY)");
            }
            stop(Objects.requireNonNull(first.process()));
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> group.primaryName() != null && !first.name().equals(group.primaryName()));
            assertThat(first.isAlive()).as("still runs, and may be writable").isFalse();
            assertThat(servers.faults()).anyMatch(fault -> fault.contains("was killed"));
            try (Connection connection = owner(Objects.requireNonNull(group.primary()))) {
                Sql.run(connection, "INSERT INTO packets.t VALUES (1)");
            }
            group.start(first);
            await().atMost(Duration.ofSeconds(60)).until(group::isSettled);
            // A settled replica may still apply what it received.
            await().atMost(Duration.ofSeconds(60)).until(() -> rows(first).equals("1"));
        }
    }

    @Test
    void aReplicaThatCannotApplyDoesNotHoldUpTheElectionOfItsEqual() throws Exception {
        try (TestServers servers = new TestServers()) {
            MemberServers group = servers.memberGroup("set-1", "packets");
            DatabaseMember first = Objects.requireNonNull(group.primary());
            List<DatabaseMember> replicas = new ArrayList<>(group.members());
            replicas.remove(first);
            try (Connection connection = owner(first)) {
                Sql.run(connection, "CREATE TABLE packets.t (id INT PRIMARY KEY)");
                for (DatabaseMember replica : replicas) {
                    await().atMost(LONG)
                            .ignoreExceptions()
                            .until(() -> rows(replica).equals("0"));
                }
                // A row that its applier will stumble over.
                try (Connection admin = admin(replicas.getFirst())) {
                    Sql.run(admin, "SET SESSION sql_log_bin = 0", "INSERT INTO packets.t VALUES (7)");
                }
                Sql.run(connection, "INSERT INTO packets.t VALUES (7)");
            }
            await().atMost(LONG)
                    .until(() -> group.conditions().stream().anyMatch(line -> line.contains("Duplicate entry")));
            first.kill();
            await().atMost(LONG).until(() -> group.primary() == replicas.getLast());
        }
    }

    @Test
    void aReplicaThatWasStoppedFollowsAgainAndBrokenSemiSyncIsRestored() throws Exception {
        try (TestServers servers = new TestServers()) {
            MemberServers group = servers.memberGroup("set-1", "packets");
            DatabaseMember primary = Objects.requireNonNull(group.primary());
            DatabaseMember replica = group.members().getLast();
            try (Connection admin = admin(replica)) {
                Sql.run(admin, "STOP REPLICA");
                await().atMost(LONG).until(() -> "ON".equals(Sql.value(admin, REPLICATION_STATE)));
                await().atMost(LONG).until(group::isSettled);
                assertThat(group.remark(replica.name())).startsWith("replica");
            }
            try (Connection admin = admin(primary)) {
                Sql.run(
                        admin,
                        "SET GLOBAL rpl_semi_sync_master_timeout = 1000",
                        "SET GLOBAL rpl_semi_sync_master_enabled = 0");
                await().atMost(LONG)
                        .until(() -> "1".equals(Sql.value(admin, "SELECT @@global.rpl_semi_sync_master_enabled")));
                assertThat(Sql.value(admin, "SELECT @@global.rpl_semi_sync_master_timeout"))
                        .isEqualTo("1000000000");
            }
            await().atMost(LONG)
                    .until(() -> servers.faults().stream()
                            .anyMatch(fault -> fault.contains("rpl_semi_sync_master_timeout was 1000")));
        }
    }

    @Test
    void aGroupComesUpOnTwoMembersAndNamesTheThird() throws Exception {
        try (TestServers servers = new TestServers()) {
            MemberServers group = servers.memberGroup("set-1", "packets");
            group.members().forEach(DatabaseMember::kill);
            await().atMost(LONG).until(() -> group.primary() == null);
            // The last primary, which the others would rather have.
            Files.delete(group.members().getFirst().dataDirectory().resolve("ibdata1"));
            for (DatabaseMember member : group.members()) {
                group.start(member);
            }
            await().atMost(Duration.ofSeconds(90)).until(group::hasTwoCopies);
            assertThat(group.conditions()).anyMatch(line -> line.contains("set-1-db-1 is down"));
        }
    }
}
