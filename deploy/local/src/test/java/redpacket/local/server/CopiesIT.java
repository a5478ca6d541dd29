package redpacket.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static redpacket.local.server.Members.LONG;
import static redpacket.local.server.Members.admin;
import static redpacket.local.server.Members.stop;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redpacket.common.database.MemberGroup;

/** A service never takes a commit with one copy for done, and finds out by itself when copies can be had again. */
class CopiesIT {
    private final boolean mysql = System.getProperty("servers", "mariadb").equals("mysql");
    private final String semiSyncPrimary = "rpl_semi_sync_" + (mysql ? "source" : "master");
    private final String semiSyncReplica = "rpl_semi_sync_" + (mysql ? "replica" : "slave");
    private final TestServers servers = new TestServers();
    private final List<DatabaseMember> replicas = new ArrayList<>();
    private MemberServers members;
    private DatabaseMember primary;
    private MemberGroup group;

    @BeforeEach
    void aServiceWrites() throws Exception {
        members = servers.memberGroup("set-1", "packets");
        primary = Objects.requireNonNull(members.primary());
        replicas.addAll(members.members());
        replicas.remove(primary);
        group = Members.service(members, "semi-sync");
        assertThat(group.awaitAccepting(LONG)).isTrue();
    }

    @AfterEach
    void ends() {
        group.close();
        servers.close();
    }

    @Test
    void aCommitThatGaveUpItsWaitForACopyIsUnknown() throws Exception {
        insert(1);
        for (DatabaseMember replica : replicas) {
            replica.kill();
        }
        try (Connection admin = admin(primary)) {
            // The controller restores it; a commit that waits keeps the time-out that it began with.
            Sql.run(admin, "SET GLOBAL " + semiSyncPrimary + "_timeout = 100");
            assertThatThrownBy(() -> insert(2)).isInstanceOf(SQLException.class);
        }
        await().atMost(LONG).until(() -> !group.accepting());
        members.start(replicas.getFirst());
        assertThat(group.awaitAccepting(LONG)).isTrue();
        insert(3);
    }

    @Test
    void withoutSemiSyncNoWriteBeginsAndNoCommitCounts() throws Exception {
        insert(1);
        try (Connection admin = admin(primary);
                Connection connection = group.primary().getConnection()) {
            Sql.run(connection, "INSERT INTO packets.t VALUES (2)");
            Sql.run(admin, "SET GLOBAL " + semiSyncPrimary + "_enabled = 0");
            assertThatThrownBy(connection::commit)
                    .isInstanceOf(SQLTransientConnectionException.class)
                    .hasMessageContaining("without proof of a second copy");
        }
        await().atMost(LONG)
                .until(() ->
                        servers.faults().stream().anyMatch(line -> line.contains(semiSyncPrimary + "_enabled was 0")));
        assertThat(group.awaitAccepting(LONG)).isTrue();
        insert(3);
    }

    @Test
    void aLostAcknowledgementIsOvercomeWithoutAnElection() throws Exception {
        noReplicaAcknowledges();
        await().atMost(LONG).until(() -> !group.accepting());
        // Each holds everything now, and acknowledges only what comes next.
        for (DatabaseMember replica : replicas) {
            try (Connection admin = admin(replica)) {
                Sql.run(
                        admin,
                        "STOP REPLICA IO_THREAD",
                        "SET GLOBAL " + semiSyncReplica + "_enabled = 1",
                        "START REPLICA IO_THREAD");
            }
        }
        assertThat(group.awaitAccepting(LONG)).isTrue();
        insert(1);
        assertThat(members.primary()).isSameAs(primary);
    }

    @Test
    void commitsBehindALostAcknowledgementGoOn() throws Exception {
        insert(1);
        noReplicaAcknowledges();
        // One waits, more are written behind it, the rest cannot be: what the replicas get then is all they ever get.
        List<Thread> writers = Members.insertAtOnce(primary, 12);
        for (Thread writer : writers) {
            assertThat(writer.join(LONG)).isTrue();
        }
        // A commit beside one that was let go has no proof of its own: it is refused, and tried again.
        AtomicInteger id = new AtomicInteger(1);
        await().atMost(LONG).ignoreExceptions().until(() -> {
            insert(id.incrementAndGet());
            return true;
        });
        assertThat(members.primary()).isSameAs(primary);
    }

    @Test
    void aPrimaryThatHangsIsReplaced() throws Exception {
        stop(Objects.requireNonNull(primary.process()));
        await().atMost(LONG).until(() -> !group.accepting());
        assertThat(group.awaitAccepting(LONG)).isTrue();
        insert(1);
    }

    private void noReplicaAcknowledges() throws SQLException {
        for (DatabaseMember replica : replicas) {
            try (Connection admin = admin(replica)) {
                Sql.run(admin, "STOP REPLICA", "SET GLOBAL " + semiSyncReplica + "_enabled = 0", "START REPLICA");
            }
        }
    }

    private void insert(int id) throws SQLException {
        try (Connection connection = group.primary().getConnection()) {
            Sql.run(connection, "INSERT INTO packets.t VALUES (" + id + ")");
            connection.commit();
        }
    }
}
