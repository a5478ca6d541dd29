package redpacket.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static redpacket.local.server.Members.admin;
import static redpacket.local.server.Members.owner;
import static redpacket.local.server.Members.resume;
import static redpacket.local.server.Members.stop;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redpacket.common.database.MemberGroup;

/**
 * A service writes to a MySQL group that elects its own primary. It answers for a commit only where a majority has it,
 * and every commit for which it answered survives each fault.
 */
class GroupReplicationIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    private TestServers servers;
    private MemberServers members;
    private MemberGroup group;
    private final TreeSet<Integer> answered = new TreeSet<>();
    private final AtomicInteger next = new AtomicInteger();

    @BeforeEach
    void aServiceWrites() throws Exception {
        Assumptions.assumeTrue(
                System.getProperty("servers", "mariadb").equals("mysql"), "three minutes; run with -Dservers=mysql");
        try {
            DatabaseEngine.named("mysql-group", ServerFiles.find());
        } catch (IllegalStateException e) {
            Assumptions.abort("not tried: " + e.getMessage());
        }
        servers = TestServers.of("mysql-group");
        members = servers.memberGroup("set-1", "packets");
        group = Members.service(members, "group");
        assertThat(group.awaitAccepting(LONG)).isTrue();
        insert();
    }

    @AfterEach
    void ends() {
        if (group != null) {
            group.close();
        }
        if (servers != null) {
            servers.close();
        }
    }

    private DatabaseMember primary() {
        return Objects.requireNonNull(members.primary());
    }

    private List<DatabaseMember> secondaries() {
        DatabaseMember primary = primary();
        return members.members().stream()
                .filter(member -> !member.equals(primary))
                .toList();
    }

    @Test
    void killsFreezesMinorityAndTheLossOfAllMembers() throws Exception {
        DatabaseMember first = primary();
        first.kill();
        writesAgain("after a kill");
        assertThat(primary()).isNotSameAs(first);
        members.start(first);
        allHoldEverything();

        DatabaseMember frozen = primary();
        stop(Objects.requireNonNull(frozen.process()));
        await().atMost(LONG).until(() -> !group.accepting());
        writesAgain("after a freeze");
        resume(Objects.requireNonNull(frozen.process()));
        allHoldEverything();
        assertThat(primary()).isNotSameAs(frozen);

        List<DatabaseMember> others = secondaries();
        for (DatabaseMember other : others) {
            stop(Objects.requireNonNull(other.process()));
        }
        await().atMost(LONG).until(() -> !group.accepting());
        assertThat(insert()).as("a minority takes no commit").isFalse();
        for (DatabaseMember other : others) {
            resume(Objects.requireNonNull(other.process()));
        }
        writesAgain("after a minority");

        members.members().forEach(DatabaseMember::kill);
        await().atMost(LONG).until(() -> !group.accepting());
        for (DatabaseMember member : members.members()) {
            members.start(member);
        }
        writesAgain("after the loss of all");
        allHoldEverything();
    }

    @Test
    void aMemberWithTransactionsOfItsOwnBecomesACopy() throws Exception {
        DatabaseMember strayed = secondaries().getFirst();
        try (Connection admin = admin(strayed)) {
            Sql.run(
                    admin,
                    "STOP GROUP_REPLICATION",
                    "SET GLOBAL super_read_only = 0",
                    "INSERT INTO packets.t VALUES (-1)",
                    "SET GLOBAL super_read_only = 1");
        }
        insert();
        allHoldEverything();
    }

    /** Whether the service answered for the commit. */
    private boolean insert() {
        int id = next.incrementAndGet();
        try (Connection connection = group.primary().getConnection()) {
            Sql.run(connection, "INSERT INTO packets.t VALUES (" + id + ")");
            connection.commit();
            answered.add(id);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private void writesAgain(String when) {
        long began = System.nanoTime();
        await().atMost(LONG).until(() -> group.accepting() && insert());
        System.out.printf("%s: writes after %.1f s%n", when, (System.nanoTime() - began) / 1e9);
    }

    /** Every member is online and holds each answered row and no row that nobody asked for. */
    private void allHoldEverything() {
        await().atMost(LONG)
                .until(() -> members.isSettled() && members.members().stream().allMatch(members::isReady));
        await().atMost(LONG).ignoreExceptions().untilAsserted(() -> {
            for (DatabaseMember member : members.members()) {
                try (Connection connection = owner(member)) {
                    assertThat(Integer.parseInt(String.valueOf(Sql.value(
                                    connection, "SELECT COUNT(*) FROM packets.t WHERE id IN (" + list() + ")"))))
                            .isEqualTo(answered.size());
                    assertThat(Sql.value(connection, "SELECT COUNT(*) FROM packets.t WHERE id < 0"))
                            .isEqualTo("0");
                }
            }
        });
    }

    private String list() {
        return String.join(",", answered.stream().map(String::valueOf).toList());
    }
}
