package redpacket.account.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import redpacket.account.RealShard;
import redpacket.account.model.TransferKind;
import redpacket.common.audit.AuditAction;
import redpacket.common.audit.AuditEntry;
import redpacket.common.audit.AuditLog;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.UserId;

/** The desk's queries and the audit log, in a real schema. */
class DeskRowsIT {
    private static final Instant NOW = Instant.parse("2026-02-16T12:00:00Z");

    @Test
    void walletsAreFrozenKeysAreFoundAndChangesAreKept() throws SQLException {
        try (RealShard shard = new RealShard()) {
            shard.run(
                    "INSERT INTO wallets (user_id, balance_fen, entries, updated_at) VALUES (7, 50, 1, '2026-02-16')",
                    "INSERT INTO entries (entry_id, transfer_id, account, user_id, kind, amount_fen, balance_after_fen,"
                            + " at) VALUES (1, 'topup-7-a', 'WALLET', 7, 'TOP_UP', 50, 50, '2026-02-16')",
                    "INSERT INTO transfers (transfer_id, kind, user_id, amount_fen, balance_after_fen, trace_id, at)"
                            + " VALUES ('topup-7-a', 'TOP_UP', 7, 50, 50, '', '2026-02-16')");
            SqlSessions sessions = new SqlSessions(shard.shard().group().primary(), DeskMapper.class);
            freezes(sessions, shard);
            assertThat(ofKey(sessions, 7))
                    .hasValueSatisfying(transfer -> assertThat(transfer.kind()).isEqualTo(TransferKind.TOP_UP));
            assertThat(ofKey(sessions, 8)).isEmpty();
            keepsChangesAndForgetsOldOnes(shard);
        }
    }

    private static <T> T read(SqlSessions sessions, Function<DeskMapper, T> work) {
        return sessions.read(session -> work.apply(session.getMapper(DeskMapper.class)));
    }

    private static Optional<DeskMapper.Transfer> ofKey(SqlSessions sessions, long user) {
        return read(sessions, mapper -> mapper.ofKey(user, "a", "topup-" + user + "-a", "withdrawal-" + user + "-a"));
    }

    private static boolean addsUp(SqlSessions sessions, long user) {
        return read(sessions, mapper -> mapper.addsUp(user));
    }

    private static void freezes(SqlSessions sessions, RealShard shard) throws SQLException {
        for (long user : new long[] {7, 9}) {
            var unused = sessions.write(
                    session -> session.getMapper(DeskMapper.class).freeze(user, "asked", 1, NOW));
            DeskMapper.Wallet wallet =
                    read(sessions, mapper -> mapper.wallet(user)).orElseThrow();
            assertThat(wallet.frozen()).isTrue();
            assertThat(wallet.frozenReason()).isEqualTo("asked");
            assertThat(wallet.balanceFen()).isEqualTo(user == 7 ? 50 : 0);
        }
        assertThat(addsUp(sessions, 7)).isTrue();
        assertThat(addsUp(sessions, 8)).isTrue();
        shard.run("UPDATE wallets SET balance_fen = 51 WHERE user_id = 7");
        assertThat(addsUp(sessions, 7)).isFalse();
        var unused =
                sessions.write(session -> session.getMapper(DeskMapper.class).unfreeze(9));
        assertThat(read(sessions, mapper -> mapper.wallet(9)).orElseThrow().frozen())
                .isFalse();
    }

    private static void keepsChangesAndForgetsOldOnes(RealShard shard) {
        record(shard, NOW, "first");
        record(shard, NOW.minusSeconds(5), "a clock behind");
        AuditLog log = log(shard, NOW);
        assertThat(log.before(Long.MAX_VALUE, 10))
                .extracting(AuditEntry::reason)
                .containsExactly("a clock behind", "first");
        record(shard, NOW.plus(Duration.ofDays(2)), null);
        assertThat(log.before(Long.MAX_VALUE, 10))
                .as("those of two days ago are gone")
                .extracting(AuditEntry::reason)
                .containsExactly((String) null);
    }

    private static void record(RealShard shard, Instant now, @org.jspecify.annotations.Nullable String reason) {
        log(shard, now).record(UserId.of(1), AuditAction.USER_STATE, "7", "FROZEN", reason);
    }

    private static AuditLog log(RealShard shard, Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new AuditLog(shard.shard().group(), new NumberGenerator(clock, 1), clock, Duration.ofDays(1));
    }
}
