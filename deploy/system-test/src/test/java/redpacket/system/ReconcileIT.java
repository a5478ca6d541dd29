package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redpacket.local.api.PublicApi.Answer;
import redpacket.local.server.Sql;
import tools.jackson.databind.JsonNode;

/**
 * Errors planted by hand, one at a time: each is found within 30 s, shown with what an operator needs, repaired where
 * that is possible, and gone from the report once it was put right.
 */
class ReconcileIT {
    private static final List<String> RELAYS = List.of("grab-1", "grab-2");
    private static final Duration FOUND_WITHIN = Duration.ofSeconds(30);

    private final RunningStack stack = RunningStack.shared();
    private final Play play = new Play(stack.api());
    private long sender;
    private String packetId = "";

    @BeforeEach
    void aPacketOfThreeIsOpenedByTwo() {
        sender = RunningStack.users(10);
        play.topUp(sender, 1_000);
        packetId = play.send(
                sender,
                "{\"kind\":\"LUCKY\",\"totalFen\":900,\"count\":3,\"audience\":{\"kind\":\"LINK\"}}",
                "reconcile");
        for (int i = 1; i <= 2; i++) {
            assertThat(play.open(sender + i, packetId, "{}").text("outcome")).isEqualTo("OPENED");
        }
        new Invariants(stack).drained();
        await().atMost(FOUND_WITHIN).until(() -> report().number("open") == 0);
    }

    @AfterEach
    void allIsWellAgain() throws Exception {
        await().atMost(FOUND_WITHIN).untilAsserted(() -> {
            Answer report = report();
            assertThat(report.number("unmatchedFen")).as("%s", report).isZero();
            assertThat(report.number("open")).as("%s", report).isZero();
        });
        new Invariants(stack).hold();
    }

    @Test
    void aBalanceChangedByHandIsFoundAndItsWalletFrozenUntilItAddsUp() throws Exception {
        long user = sender + 1;
        long right = balance(user);
        ledger(user, "UPDATE wallets SET balance_fen = balance_fen + 7 WHERE user_id = " + user);
        JsonNode found = finding("WALLET_DIFFERS", user);
        assertThat(found.path("fen").asLong()).isEqualTo(7);
        assertThat(found.path("advice").asString()).contains("frozen");
        assertThat(withdraw(user).text("code")).isEqualTo("USER_FROZEN");
        Answer desk = stack.api().ops("GET", "/ops/v1/users/" + user, null);
        assertThat(desk.text("state")).isEqualTo("FROZEN");
        assertThat(desk.text("frozenReason")).isEqualTo("the balance is not the sum of the entries");
        assertThat(unfreeze(user).status()).isEqualTo(409);

        ledger(user, "UPDATE wallets SET balance_fen = " + right + " WHERE user_id = " + user);
        assertThat(unfreeze(user).status()).isEqualTo(200);
        assertThat(withdraw(user).status()).isEqualTo(201);
    }

    @Test
    void aDeletedEntryOfTheLedgerIsFound() throws Exception {
        long user = sender + 2;
        ledger(user, "CREATE TABLE saved AS SELECT * FROM entries WHERE user_id = " + user);
        ledger(user, "DELETE FROM entries WHERE user_id = " + user);
        finding("WALLET_DIFFERS", user);
        await().atMost(FOUND_WITHIN).until(() -> kinds().contains("ENTRY_MISSING"));
        Answer audit = stack.api().ops("POST", "/ops/v1/audit", null);
        assertThat(audit.json().path("well").asBoolean()).as("%s", audit).isFalse();

        ledger(user, "INSERT INTO entries SELECT * FROM saved");
        ledger(user, "DROP TABLE saved");
        await().atMost(FOUND_WITHIN).until(() -> unfreeze(user).status() == 200);
    }

    @Test
    void aChangedEntryOfTheLedgerBreaksTheChain() throws Exception {
        long user = sender + 2;
        await().atMost(FOUND_WITHIN)
                .until(() -> audit().findValues("entriesUnsealed").stream().allMatch(rows -> rows.asLong() == 0));
        assertThat(audit().path("well").asBoolean()).isTrue();
        String changed = "UPDATE entries SET at = at %s INTERVAL 1 DAY WHERE user_id = " + user;
        ledger(user, changed.formatted("-"));
        JsonNode report = audit();
        assertThat(report.path("well").asBoolean()).isFalse();
        assertThat(report.findValues("brokenSeals").toString()).contains("entries ");
        ledger(user, changed.formatted("+"));
        assertThat(audit().path("well").asBoolean()).isTrue();
    }

    @Test
    void aDeletedOpenIsFound() throws Exception {
        String last = "FROM packets.packet_log WHERE sequence = 2 AND user_id IN (" + (sender + 1) + ", " + (sender + 2)
                + ")";
        String set = setOf(last);
        long user = Long.parseLong(packets(set, "SELECT user_id " + last));
        packets(set, "CREATE TABLE packets.saved AS SELECT * " + last, "DELETE " + last);
        JsonNode found = finding("CREDIT_WITHOUT_OPEN", user);
        assertThat(found.path("packetId").asString()).isEqualTo(packetId);
        packets(set, "INSERT INTO packets.packet_log SELECT * FROM packets.saved", "DROP TABLE packets.saved");
    }

    @Test
    void anEventDeletedBeforeItWasSentIsMadeAgainFromTheLog() throws Exception {
        long user = sender + 3;
        stack.kill("kafka");
        Answer open = play.open(user, packetId, "{}");
        assertThat(open.text("outcome")).isEqualTo("OPENED");
        String inLog = "FROM packets.packet_log WHERE user_id = " + user;
        String set = setOf(inLog);
        // The relays may have it in hand, and would publish it when Kafka is back.
        RELAYS.forEach(stack::kill);
        // Its row may tell of the packet's end as well.
        packets(set, "DELETE FROM packets.outbox WHERE payload LIKE '%\"open-" + packetId + "-" + user + "\"%'");
        RELAYS.forEach(stack::start);
        stack.start("kafka");
        await().atMost(FOUND_WITHIN.multipliedBy(2)).until(() -> balance(user) == open.number("amountFen"));
        await().atMost(FOUND_WITHIN).until(() -> report().number("repaired") > 0);
    }

    private JsonNode finding(String kind, long user) {
        return Objects.requireNonNull(await().atMost(FOUND_WITHIN)
                .until(
                        () -> {
                            for (JsonNode found : report().json().path("findings")) {
                                if (found.path("kind").asString().equals(kind)
                                        && found.path("userId").asString().equals(Long.toString(user))) {
                                    return found;
                                }
                            }
                            return null;
                        },
                        Objects::nonNull));
    }

    private List<String> kinds() {
        return report().json().path("findings").findValuesAsString("kind");
    }

    private Answer report() {
        return stack.api().ops("GET", "/ops/v1/reconciliation", null);
    }

    private JsonNode audit() {
        return stack.api().ops("POST", "/ops/v1/audit", null).json();
    }

    private Answer unfreeze(long user) {
        return stack.api().ops("POST", "/ops/v1/wallets/" + user + "/unfreeze", null);
    }

    private Answer withdraw(long user) {
        return play.post(user, "/v1/wallet/withdrawals", "{\"amountFen\":1}", "withdraw-" + System.nanoTime());
    }

    private long balance(long user) {
        return play.get(user, "/v1/wallet").number("balanceFen");
    }

    /** Runs on the shard that has the user's wallet. */
    private void ledger(long user, String statement) throws SQLException {
        try (Connection connection = stack.admin(stack.primaryOf("accounts"))) {
            for (String schema : List.of("accounts_1", "accounts_2")) {
                String wallets =
                        Sql.value(connection, "SELECT COUNT(*) FROM " + schema + ".wallets WHERE user_id = " + user);
                if ("1".equals(wallets)) {
                    Sql.run(connection, "USE " + schema, statement);
                }
            }
        }
    }

    private String setOf(String rows) throws SQLException {
        for (String set : List.of("set-1", "set-2")) {
            if (!packets(set, "SELECT COUNT(*) " + rows).equals("0")) {
                return set;
            }
        }
        throw new IllegalStateException("no set has " + rows);
    }

    /** The first column of the first row of the last statement, if it is a query. */
    private String packets(String set, String... statements) throws SQLException {
        try (Connection connection = stack.admin(stack.primaryOf(set))) {
            String last = statements[statements.length - 1];
            if (last.startsWith("SELECT")) {
                return String.valueOf(Sql.value(connection, last));
            }
            Sql.run(connection, statements);
            return "";
        }
    }
}
