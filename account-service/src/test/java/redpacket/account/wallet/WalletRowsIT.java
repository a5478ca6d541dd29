package redpacket.account.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import redpacket.account.RealShard;
import redpacket.account.model.LedgerRows.PayoutState;
import redpacket.account.model.TransferKind;
import redpacket.common.database.SqlSessions;

/** The queries of the wallet's calls and of payouts, in a real schema. */
class WalletRowsIT {
    private static final String PAYOUT =
            "INSERT INTO payouts (withdrawal_id, user_id, amount_fen, state, at, tries," + " next_try_at) VALUES ";

    @Test
    void entriesAreFilteredAndPayoutsAreCarriedByTheDatabasesClock() throws SQLException {
        try (RealShard shard = new RealShard()) {
            shard.run(
                    "INSERT INTO entries (entry_id, transfer_id, account, user_id, kind, amount_fen, balance_after_fen,"
                            + " at) VALUES (1, 'a', 'WALLET', 7, 'TOP_UP', 50, 50, '2026-02-16 10:00:00'),"
                            + " (2, 'b', 'WALLET', 7, 'WITHDRAWAL', -20, 30, '2026-02-16 11:00:00'),"
                            + " (3, 'c', 'WALLET', 7, 'TOP_UP', 5, 35, '2026-02-16 12:00:00'),"
                            + " (4, 'd', 'WALLET', 8, 'TOP_UP', 5, 5, '2026-02-16 12:00:00')",
                    PAYOUT + "('withdrawal-7-a', 7, 20, 'PENDING', UTC_TIMESTAMP(3) - INTERVAL 5 MINUTE, 0,"
                            + " UTC_TIMESTAMP(3) - INTERVAL 1 SECOND)");
            SqlSessions sessions = new SqlSessions(shard.shard().group().primary(), WalletQueries.class);
            filters(sessions);
            states(sessions, shard);
        }
    }

    private static void filters(SqlSessions sessions) {
        Instant eleven = Instant.parse("2026-02-16T11:00:00Z");
        Instant twelve = Instant.parse("2026-02-16T12:00:00Z");
        assertThat(ids(sessions, new EntriesFilter(null, null, null))).containsExactly(3L, 2L, 1L);
        assertThat(ids(sessions, new EntriesFilter(TransferKind.TOP_UP, null, null)))
                .containsExactly(3L, 1L);
        assertThat(ids(sessions, new EntriesFilter(null, eleven, twelve))).containsExactly(2L);
        assertThat(ids(sessions, new EntriesFilter(TransferKind.TOP_UP, eleven, null)))
                .containsExactly(3L);
    }

    private static List<Long> ids(SqlSessions sessions, EntriesFilter filter) {
        return sessions
                .read(session -> session.getMapper(WalletQueries.class).entries(7, Long.MAX_VALUE, filter, 10))
                .stream()
                .map(WalletQueries.Entry::entryId)
                .toList();
    }

    private static void states(SqlSessions sessions, RealShard shard) throws SQLException {
        SqlPayouts payouts = new SqlPayouts(shard.shard());
        assertThat(payouts.due(10)).containsExactly(new Payouts.Promised("withdrawal-7-a", 7, 20, 0));
        assertThat(payouts.oldestPending()).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(state(sessions, 7)).isEqualTo(PayoutState.PENDING);
        payouts.tried("withdrawal-7-a", Duration.ofHours(1));
        assertThat(payouts.due(10)).as("its next try is in an hour").isEmpty();
        payouts.paid("withdrawal-7-a");
        assertThat(state(sessions, 7)).isEqualTo(PayoutState.PAID);
        assertThat(payouts.oldestPending()).isZero();
        Optional<WalletQueries.Withdrawn> others =
                sessions.read(session -> session.getMapper(WalletQueries.class).withdrawal(8, "withdrawal-7-a"));
        assertThat(others).as("somebody else's").isEmpty();
        shard.run("UPDATE payouts SET state = 'RETURNED'");
        payouts.paid("withdrawal-7-a");
        assertThat(state(sessions, 7)).as("what is returned is never paid").isEqualTo(PayoutState.RETURNED);
    }

    private static PayoutState state(SqlSessions sessions, long user) {
        return sessions.read(session -> session.getMapper(WalletQueries.class).withdrawal(user, "withdrawal-7-a"))
                .orElseThrow()
                .state();
    }
}
