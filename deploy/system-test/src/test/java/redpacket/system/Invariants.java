package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redpacket.local.api.PublicApi.Answer;
import redpacket.local.server.Sql;

/** Checks I1 to I6 from the databases and the public contract; each check that fails says what it found. */
final class Invariants {
    private static final Duration DRAINED_WITHIN = Duration.ofSeconds(60);

    private final RunningStack stack;

    Invariants(RunningStack stack) {
        this.stack = stack;
    }

    void hold() throws SQLException {
        drained();
        for (String set : List.of("set-1", "set-2")) {
            try (Connection connection = stack.admin(stack.primaryOf(set))) {
                logs(connection);
            }
        }
        try (Connection connection = stack.admin(stack.primaryOf("accounts"))) {
            ledger(connection, "accounts_1");
            ledger(connection, "accounts_2");
        }
    }

    /** Waits until every open and refund is in the ledger: the gap, packet by packet, is zero. */
    void drained() {
        await().atMost(DRAINED_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    Answer funds = stack.api().ops("GET", "/ops/v1/funds", null);
                    assertThat(funds.number("gapFen")).as("%s", funds).isZero();
                    assertThat(funds.number("walletsFen") + funds.number("escrowFen") + funds.number("withdrawnFen"))
                            .as("I1 %s", funds)
                            .isEqualTo(funds.number("toppedUpFen") + funds.number("correctionsFen"));
                });
    }

    private static void logs(Connection connection) throws SQLException {
        assertThat(rows(
                        connection,
                        "SELECT packet_id, COUNT(*), MIN(sequence), MAX(sequence) FROM packets.packet_log"
                                + " GROUP BY packet_id HAVING COUNT(*) <> MAX(sequence) OR MIN(sequence) <> 1"))
                .as("sequences without a gap")
                .isEmpty();
        assertThat(rows(
                        connection,
                        "SELECT packet_id, user_id FROM packets.packet_log GROUP BY packet_id, user_id"
                                + " HAVING COUNT(*) > 1"))
                .as("I2: a user opens a packet once")
                .isEmpty();
        assertThat(rows(
                        connection,
                        "SELECT p.packet_id, p.total_fen, SUM(l.amount_fen) FROM packets.packets p"
                                + " JOIN packets.packet_log l ON l.packet_id = p.packet_id GROUP BY p.packet_id,"
                                + " p.total_fen, p.share_count HAVING SUM(l.amount_fen) > p.total_fen"
                                + " OR SUM(l.user_id <> 0) > p.share_count OR MIN(l.amount_fen) < 1"
                                + " OR ((SUM(l.user_id <> 0) = p.share_count OR SUM(l.user_id = 0) = 1)"
                                + " AND SUM(l.amount_fen) <> p.total_fen)"))
                .as("I3: opens + left + refunded = total")
                .isEmpty();
        assertThat(rows(
                        connection,
                        "SELECT l.packet_id FROM packets.packet_log l"
                                + " JOIN packets.packets p ON p.packet_id = l.packet_id WHERE p.state <> 'ACTIVE'"))
                .as("only active packets are opened")
                .isEmpty();
    }

    private static void ledger(Connection connection, String schema) throws SQLException {
        assertThat(rows(
                        connection,
                        "SELECT transfer_id FROM " + schema + ".entries GROUP BY transfer_id"
                                + " HAVING SUM(amount_fen) <> 0 OR COUNT(*) <> 2"))
                .as("I1: each transfer sums to zero")
                .isEmpty();
        assertThat(rows(
                        connection,
                        "SELECT w.user_id, w.balance_fen FROM " + schema + ".wallets w WHERE w.balance_fen <>"
                                + " (SELECT COALESCE(SUM(e.amount_fen), 0) FROM " + schema
                                + ".entries e WHERE e.user_id = w.user_id)"))
                .as("a wallet is the sum of its entries")
                .isEmpty();
        assertThat(Sql.value(connection, "SELECT COUNT(*) - COALESCE(MAX(entry_id), 0) FROM " + schema + ".entries"))
                .as("entries without a gap")
                .isEqualTo("0");
    }

    static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                StringBuilder text = new StringBuilder();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    text.append(row.getString(i)).append(' ');
                }
                rows.add(text.toString());
            }
        }
        return rows;
    }
}
