package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redpacket.local.api.PublicApi.Answer;
import redpacket.local.server.Sql;

/** Where two copies cannot be had, a write is refused, never taken with one. */
class ReplicasIT {
    private static final boolean MYSQL =
            System.getProperty("servers", "mariadb").equals("mysql");
    private static final String ACKNOWLEDGES = "rpl_semi_sync_" + (MYSQL ? "replica" : "slave") + "_enabled";
    private static final Duration SOON = Duration.ofSeconds(30);

    private final RunningStack stack = RunningStack.shared();
    private final Play play = new Play(stack.api());
    private final long sender = RunningStack.users(40);

    @AfterEach
    void allIsOpenAgain() {
        for (int i = 1; i <= 3; i++) {
            stack.start("set-1-db-" + i);
        }
        state("set-2", "OPEN");
        state("set-1", "OPEN");
        await().atMost(SOON).until(() -> stack.isReady("set-1-db-1", "set-1-db-2", "set-1-db-3"));
    }

    @Test
    void aSetWithoutReplicasRefusesAndGoesOnWhenOneIsBack() throws Exception {
        String packet = packetOfSet1("before");
        String primary = stack.primaryOf("set-1");
        List<String> replicas = replicasOf(primary);
        replicas.forEach(stack::kill);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(openOnce(sender + 1, packet).status()).isEqualTo(503);
            assertThat(sendOnce(sender, "while-alone").status()).isEqualTo(503);
        });
        String before = committed(primary);
        for (int i = 0; i < 5; i++) {
            Answer open = openOnce(sender + 1, packet);
            assertThat(open.status()).isEqualTo(503);
            assertThat(open.text("code")).isEqualTo("UNAVAILABLE");
            assertThat(open.number("retryAfterMillis")).isPositive();
            assertThat(open.retryAfter()).isNotEmpty();
            assertThat(sendOnce(sender, "while-alone").status()).isEqualTo(503);
        }
        assertThat(committed(primary)).as("rows on one copy only").isEqualTo(before);

        stack.start(replicas.getFirst());
        assertThat(play.open(sender + 1, packet, "{}").text("outcome")).isEqualTo("OPENED");
        String later = play.send(sender, lucky(), "while-alone");
        assertThat(play.open(sender + 2, later, "{}").text("outcome")).isEqualTo("OPENED");
        new Invariants(stack).drained();
    }

    @Test
    void aCommitThatGivesUpItsWaitForACopyIsNeverAnswered() throws Exception {
        String packet = packetOfSet1("short-time-out");
        String primary = stack.primaryOf("set-1");
        try (Connection admin = stack.admin(primary)) {
            Sql.run(admin, "SET GLOBAL rpl_semi_sync_" + (MYSQL ? "source" : "master") + "_timeout = 1000");
        }
        replicasOf(primary).forEach(stack::kill);
        for (int i = 0; i < 20; i++) {
            assertThat(openOnce(sender + 1, packet).status()).isEqualTo(503);
        }
        stack.start(replicasOf(primary).getFirst());
        assertThat(play.open(sender + 1, packet, "{}").text("outcome")).isEqualTo("OPENED");
        new Invariants(stack).drained();
    }

    @Test
    void aPrimaryThatHangsIsReplacedWithinFifteenSecondsAndFollowsWithinAMinute() throws Exception {
        String packet = packetOfSet1("hangs");
        String primary = stack.primaryOf("set-1");
        stack.signal(primary, "STOP");
        await().atMost(Duration.ofSeconds(15))
                .until(() -> openOnce(sender + 1, packet).status() == 200);
        assertThat(stack.primaryOf("set-1")).isNotEqualTo(primary);
        await().atMost(Duration.ofSeconds(60)).until(() -> stack.isReady("set-1-db-1", "set-1-db-2", "set-1-db-3"));
        new Invariants(stack).drained();
    }

    @Test
    void aLostAcknowledgementIsOvercomeWithoutAnElection() throws Exception {
        String packet = packetOfSet1("lost-acknowledgement");
        String primary = stack.primaryOf("set-1");
        for (String replica : replicasOf(primary)) {
            try (Connection admin = stack.admin(replica)) {
                Sql.run(admin, "STOP REPLICA", "SET GLOBAL " + ACKNOWLEDGES + " = 0", "START REPLICA");
            }
        }
        // Opens wait, or the supervisor was quicker and has the replicas acknowledge again.
        List<Integer> answers =
                Play.atOnce(8, i -> openOnce(sender + 10 + i, packet).status());
        assertThat(answers).isSubsetOf(200, 503);
        // Ten seconds on an idle machine, which chaos measures.
        await().atMost(SOON).until(() -> openOnce(sender + 2, packet).status() == 200);
        assertThat(stack.primaryOf("set-1")).isEqualTo(primary);
        new Invariants(stack).drained();
    }

    @Test
    void aMaskedSetTakesNoNewPacketsAndStillServesItsOwn() {
        play.topUp(sender, 20_000);
        state("set-1", "OPEN");
        List<String> packets = Play.atOnce(8, i -> play.send(sender, lucky(), "masked-" + i));
        state("set-1", "MASKED");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stack.api()
                                .ops("GET", "/ops/v1/sets", null)
                                .json()
                                .toString())
                        .contains("\"state\":\"MASKED\""));
        long before = packetsOf("set-1");
        Play.atOnce(8, i -> play.send(sender, lucky(), "masked-later-" + i));
        assertThat(packetsOf("set-1")).isEqualTo(before);
        for (String packet : packets) {
            assertThat(play.open(sender + 3, packet, "{}").text("outcome")).isEqualTo("OPENED");
        }
    }

    /** A new packet of set-1, while the other set takes none. */
    private String packetOfSet1(String key) {
        play.topUp(sender, 10_000);
        state("set-2", "MASKED");
        await().atMost(SOON).until(() -> play.send(sender, lucky(), "probe-" + System.nanoTime()) != null);
        return play.send(sender, lucky(), key);
    }

    private static List<String> replicasOf(String primary) {
        return Stream.of("set-1-db-1", "set-1-db-2", "set-1-db-3")
                .filter(member -> !member.equals(primary))
                .toList();
    }

    private long packetsOf(String set) {
        try (Connection connection = stack.admin(stack.primaryOf(set))) {
            return Long.parseLong(String.valueOf(Sql.value(connection, "SELECT COUNT(*) FROM packets.packets")));
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String committed(String primary) throws Exception {
        try (Connection connection = stack.admin(primary)) {
            return Sql.value(connection, "SELECT COUNT(*) FROM packets.packet_log") + " "
                    + Sql.value(connection, "SELECT COUNT(*) FROM packets.packets");
        }
    }

    private Answer openOnce(long user, String packet) {
        return stack.api().post(user, "/v1/packets/" + packet + "/open", "{}");
    }

    private Answer sendOnce(long sender, String key) {
        return stack.api().post(sender, "/v1/packets", lucky(), key);
    }

    private void state(String set, String state) {
        Answer answer = stack.api().ops("PUT", "/ops/v1/sets/" + set + "/state", "{\"state\":\"" + state + "\"}");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    private static String lucky() {
        return "{\"kind\":\"LUCKY\",\"totalFen\":500,\"count\":20,\"audience\":{\"kind\":\"LINK\"}}";
    }
}
