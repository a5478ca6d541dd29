package redpacket.account.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ibatis.exceptions.PersistenceException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redpacket.account.RealShard;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerCommand.Credit;
import redpacket.account.model.LedgerCommand.TopUp;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.TransferKind;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/** Two writers of one shard, on real servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RivalWritersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private RealShard shard;

    @BeforeAll
    void start() throws SQLException {
        shard = new RealShard();
    }

    @AfterAll
    void stop() throws SQLException {
        shard.close();
    }

    private SqlShardStore store(String process, RivalWriters.FreezingClock clock) {
        return store(process, clock, RivalWriters.settings());
    }

    private SqlShardStore store(String process, RivalWriters.FreezingClock clock, LedgerSettings settings) {
        return new SqlShardStore(
                shard.shard(), process, new FactsReader(clock, ZoneOffset.UTC), settings, System::nanoTime);
    }

    @Test
    void oneLeadsAndTheOtherTakesOverOnceTheLeaseIsGivenBackOrOver() throws SQLException {
        SqlShardStore one = store("one", new RivalWriters.FreezingClock());
        SqlShardStore two = store("two", new RivalWriters.FreezingClock());
        assertThat(one.lead()).isTrue();
        assertThat(two.lead()).isFalse();
        assertThatThrownBy(() -> two.commit(List.of(topUp(11, 50)))).isInstanceOf(FencedException.class);
        one.commit(List.of(topUp(11, 50)));
        one.release();
        assertThat(two.lead()).isTrue();
        assertThat(one.lead()).isFalse();
        // The second dies without a word: its lease runs out.
        await().atMost(PATIENCE).until(one::lead);
        assertFenced(two, topUp(11, 60));
        assertThat(two.leads()).isFalse();
        one.commit(List.of(topUp(11, 70)));
        assertBalance(11, 120);
        one.release();
    }

    @Test
    void aLeaderThatFreezesBetweenReadAndCommitIsReplacedAndItsCommitFails() throws Exception {
        RivalWriters.FreezingClock clock = new RivalWriters.FreezingClock();
        SqlShardStore frozen = store("frozen", clock);
        SqlShardStore successor = store("successor", new RivalWriters.FreezingClock());
        assertThat(frozen.lead()).isTrue();
        clock.freezeNext();
        CompletableFuture<ShardStore.Committed> late =
                CompletableFuture.supplyAsync(() -> frozen.commit(List.of(topUp(21, 50))));
        clock.awaitFrozen();
        // The frozen transaction holds the lock of the epoch until the server ends it.
        await().atMost(PATIENCE).ignoreExceptions().until(successor::lead);
        successor.commit(List.of(credit(21, 100)));
        clock.thaw();
        assertThatThrownBy(late::join).isInstanceOf(CompletionException.class);
        assertFenced(frozen, topUp(21, 50));
        assertThat(frozen.lead()).isFalse();
        successor.commit(List.of(topUp(21, 50)));
        assertBalance(21, 150);
        successor.release();
    }

    @Test
    void aTransferThatIsWrittenByHandIsNotOverwritten() throws Exception {
        RivalWriters.FreezingClock clock = new RivalWriters.FreezingClock();
        // Time enough for the rows that are written while the writer stands.
        SqlShardStore store = store("by-hand", clock, RivalWriters.settings(Duration.ofMinutes(1)));
        assertThat(store.lead()).isTrue();
        clock.freezeNext();
        CompletableFuture<ShardStore.Committed> first =
                CompletableFuture.supplyAsync(() -> store.commit(List.of(topUp(31, 50))));
        clock.awaitFrozen();
        long entry = Long.parseLong(shard.value("SELECT COALESCE(MAX(entry_id), 0) FROM entries"));
        shard.run(
                "INSERT INTO transfers (transfer_id, kind, user_id, amount_fen, balance_after_fen, trace_id, at)"
                        + " VALUES ('by-hand', 'TOP_UP', 31, 100, 100, '', '2026-02-16')",
                "INSERT INTO entries (entry_id, transfer_id, account, user_id, kind, amount_fen, balance_after_fen, at)"
                        + " VALUES (" + (entry + 1) + ", 'by-hand', 'WALLET', 31, 'TOP_UP', 100, 100, '2026-02-16'), ("
                        + (entry + 2) + ", 'by-hand', 'TOPPED_UP', NULL, 'TOP_UP', -100, NULL, '2026-02-16')",
                "INSERT INTO wallets (user_id, balance_fen, entries, updated_at) VALUES (31, 100, 1, '2026-02-16')");
        clock.thaw();
        assertThatThrownBy(() -> get(first))
                .matches(failure -> DatabaseFailure.of(failure) == DatabaseFailure.DUPLICATE_KEY);
        assertThat(store.commit(List.of(topUp(31, 50))).outcomes())
                .containsExactly(new LedgerOutcome.Done("topup-31-50", Fen.of(150)));
        assertBalance(31, 150);
        store.release();
    }

    /** The server may have ended the idle connection: the commit after that finds the other epoch. */
    private static void assertFenced(SqlShardStore store, LedgerCommand command) {
        await().atMost(PATIENCE).until(() -> {
            try {
                store.commit(List.of(command));
            } catch (FencedException e) {
                return true;
            } catch (PersistenceException e) {
                return false;
            }
            throw new AssertionError("a writer with an old epoch has committed");
        });
    }

    private static void get(CompletableFuture<?> future) throws InterruptedException, TimeoutException {
        try {
            future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    /** The balance, and the sum of the entries. */
    private void assertBalance(long user, long fen) throws SQLException {
        assertThat(shard.value("SELECT CONCAT_WS('|', balance_fen, entries) FROM wallets WHERE user_id = " + user))
                .isEqualTo(shard.value(
                        "SELECT CONCAT_WS('|', SUM(amount_fen), COUNT(*)) FROM entries WHERE user_id = " + user));
        assertThat(shard.value("SELECT balance_fen FROM wallets WHERE user_id = " + user))
                .isEqualTo("" + fen);
        assertThat(shard.value("SELECT CONCAT_WS('|', SUM(amount_fen), MAX(entry_id) - COUNT(*)) FROM entries"))
                .isEqualTo("0|0");
    }

    private static LedgerCommand topUp(long user, long fen) {
        return new TopUp(UserId.of(user), Fen.of(fen), "" + fen, "top-up:" + fen, "");
    }

    private static LedgerCommand credit(long user, long fen) {
        return new Credit(
                "open-p-" + user,
                TransferKind.PACKET_OPENED,
                UserId.of(user),
                Fen.of(fen),
                new PacketId(new SetId(1), 1),
                "");
    }
}
