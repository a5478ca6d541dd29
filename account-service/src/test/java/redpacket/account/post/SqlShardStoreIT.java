package redpacket.account.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import redpacket.account.RealShard;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerCommand.Charge;
import redpacket.account.model.LedgerCommand.Credit;
import redpacket.account.model.LedgerCommand.FundCampaign;
import redpacket.account.model.LedgerCommand.PacketPrice;
import redpacket.account.model.LedgerCommand.TopUp;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.LedgerRows.TransferRow;
import redpacket.account.model.TransferKind;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/** A shard in a real schema: what is written is what was decided, and nothing lands twice. */
class SqlShardStoreIT {
    private static final Instant NOW = Instant.parse("2026-02-16T12:00:00.123Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String TRACE = "0123456789abcdef0123456789abcdef";

    @Test
    void writesWhatWasDecidedAndNothingTwice() throws SQLException {
        try (RealShard shard = new RealShard()) {
            SqlShardStore store = new SqlShardStore(
                    shard.shard(),
                    "account",
                    new FactsReader(CLOCK, ZoneOffset.UTC),
                    RivalWriters.settings(),
                    System::nanoTime);
            assertThat(store.lead()).isTrue();
            everyKindOfCommandIsStored(store, shard);
            aRepeatHearsTheSameAndWritesNothing(store, shard);
            moreRowsThanAStatementHoldsAreStored(store, shard);
            aTransferIdThatIsTakenIsRefusedByItsKey(shard);
            aBatchThatFailsHalfwayLeavesNothing(shard);
            aSchemaOfBeforeIsMigratedWithItsRows(store, shard);
        }
    }

    private static List<LedgerCommand> commands() {
        return List.of(
                new TopUp(UserId.of(7), Fen.of(5_000), "key", "top-up:'5000'", TRACE),
                new Charge(UserId.of(7), Fen.of(900), packet(1), "p1", "send", "hash", TRACE),
                credit("open-p1-8", 8, 300),
                credit("open-p1-9", 9, 600));
    }

    private static void everyKindOfCommandIsStored(SqlShardStore store, RealShard shard) throws SQLException {
        assertThat(store.commit(commands()).outcomes()).allMatch(outcome -> outcome instanceof LedgerOutcome.Done);
        assertThat(shard.value(
                        "SELECT GROUP_CONCAT(user_id, ':', balance_fen, ':', entries, ':', frozen ORDER BY user_id)"
                                + " FROM wallets"))
                .isEqualTo("7:4100:2:0,8:300:1:0,9:600:1:0");
        assertThat(shard.value("SELECT CONCAT_WS('|', kind, user_id, amount_fen, packet_set, packet_number,"
                        + " balance_after_fen, trace_id, at) FROM transfers"
                        + " WHERE transfer_id = 'open-p1-8'"))
                .isEqualTo("PACKET_OPENED|8|300|1|1|300|" + TRACE + "|2026-02-16 12:00:00.123");
        assertThat(shard.value("SELECT CONCAT_WS('|', COUNT(*), MAX(entry_id), SUM(amount_fen), SUM(user_id IS NULL),"
                        + " SUM(packet_set IS NULL), SUM(account = 'ESCROW'))"
                        + " FROM entries"))
                .isEqualTo("8|8|0|4|2|3");
    }

    private static void aRepeatHearsTheSameAndWritesNothing(SqlShardStore store, RealShard shard) throws SQLException {
        ShardStore.Committed again = store.commit(commands());
        assertThat(again.writes().transfers()).isEmpty();
        assertThat(again.outcomes()).allMatch(outcome -> outcome instanceof LedgerOutcome.Replayed);
        assertThat(store.commit(List.of(credit("open-p1-8", 8, 301))).outcomes().getFirst())
                .isInstanceOf(LedgerOutcome.Poison.class);
        assertThat(shard.value("SELECT COUNT(*) FROM entries")).isEqualTo("8");
    }

    private static void moreRowsThanAStatementHoldsAreStored(SqlShardStore store, RealShard shard) throws SQLException {
        List<LedgerCommand> commands = new ArrayList<>();
        commands.add(new TopUp(UserId.of(5), Fen.of(5_000), "sponsor", "hash", ""));
        commands.add(new FundCampaign(
                UserId.of(5),
                LongStream.rangeClosed(2, 701)
                        .mapToObj(number -> new PacketPrice(packet(number), "p" + number, Fen.of(1)))
                        .toList(),
                ""));
        assertThat(store.commit(commands).outcomes()).allMatch(outcome -> outcome instanceof LedgerOutcome.Done);
        assertThat(shard.value("SELECT COUNT(*) - MAX(entry_id) FROM entries")).isEqualTo("0");
        assertThat(shard.value("SELECT COUNT(*) FROM entries")).isEqualTo("1410");
    }

    private static void aTransferIdThatIsTakenIsRefusedByItsKey(RealShard shard) {
        SqlSessions sessions = new SqlSessions(shard.shard().group().primary(), LedgerMapper.class);
        TransferRow taken = new TransferRow("open-p1-8", TransferKind.PACKET_OPENED, 8, 300, 1, 1L, 300, TRACE, NOW);
        assertThatThrownBy(() -> sessions.writeBatch(session -> {
                    new ShardRows(session.getConnection()).insertTransfers(List.of(taken));
                    return 0;
                }))
                .matches(failure -> DatabaseFailure.of(failure) == DatabaseFailure.DUPLICATE_KEY);
    }

    private static void aBatchThatFailsHalfwayLeavesNothing(RealShard shard) throws SQLException {
        SqlSessions sessions = new SqlSessions(shard.shard().group().primary(), LedgerMapper.class);
        TransferRow half = new TransferRow("open-half-8", TransferKind.PACKET_OPENED, 8, 1, 1, 1L, 301, TRACE, NOW);
        assertThatThrownBy(() -> sessions.writeBatch(session -> {
                    new ShardRows(session.getConnection()).insertTransfers(List.of(half));
                    throw new IllegalStateException("no entries");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(shard.value("SELECT COUNT(*) FROM transfers WHERE transfer_id = 'open-half-8'"))
                .isEqualTo("0");
    }

    private static void aSchemaOfBeforeIsMigratedWithItsRows(SqlShardStore store, RealShard shard) throws SQLException {
        shard.run(
                "ALTER TABLE entries ADD UNIQUE KEY entries_once (transfer_id, account)",
                "DROP TABLE shard_leader, ledger_layout, payouts, audit_log, corrections",
                "ALTER TABLE wallets DROP COLUMN frozen_reason, DROP COLUMN frozen_by, DROP COLUMN frozen_at",
                "DELETE FROM checkpoints WHERE account = 'CORRECTIONS'",
                "DELETE FROM flyway_schema_history WHERE version IN ('6', '7', '8')");
        shard.run("INSERT INTO transfers (transfer_id, kind, user_id, amount_fen, balance_after_fen, trace_id, at)"
                + " VALUES ('withdrawal-7-w', 'WITHDRAWAL', 7, -250, 3850, '', '2026-02-16 11:00:00.5')");
        shard.migrate();
        assertThat(shard.value("SELECT CONCAT_WS('|', withdrawal_id, user_id, amount_fen, state, at) FROM payouts"))
                .as("a payout of before is carried once more, under its reference")
                .isEqualTo("withdrawal-7-w|7|250|PAID|2026-02-16 11:00:00.500");
        assertThat(store.lead()).as("the epoch is a new one").isTrue();
        assertThat(shard.value("SELECT COUNT(DISTINCT index_name) FROM information_schema.statistics"
                        + " WHERE table_schema = DATABASE() AND table_name = 'entries'"))
                .isEqualTo("3");
        assertThat(shard.value("SELECT COUNT(*) FROM entries")).isEqualTo("1410");
        assertThat(store.commit(List.of(credit("open-p2-8", 8, 1))).outcomes().getFirst())
                .isEqualTo(new LedgerOutcome.Done("open-p2-8", Fen.of(301)));
    }

    private static Credit credit(String id, long user, long fen) {
        return new Credit(id, TransferKind.PACKET_OPENED, UserId.of(user), Fen.of(fen), packet(1), TRACE);
    }

    private static PacketId packet(long number) {
        return new PacketId(new SetId(1), number);
    }
}
