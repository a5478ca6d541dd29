package redpacket.account.funds;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import redpacket.account.RealShard;
import redpacket.common.database.SqlSessions;

class ShardSumsIT {
    private static final String ENTRY =
            "INSERT INTO entries (entry_id, transfer_id, account, user_id, kind, amount_fen, at) VALUES ";

    @Test
    void sumsAreTheSameWhateverThePieces() throws SQLException {
        try (RealShard shard = new RealShard()) {
            for (int user = 1; user <= 7; user++) {
                shard.run(
                        "INSERT INTO wallets (user_id, balance_fen, entries, updated_at) VALUES (" + user + ", "
                                + user * 10 + ", 1, '2026-02-16')",
                        ENTRY + entry(2 * user - 1, "WALLET", user * 10) + ","
                                + entry(2 * user, account(user), -user * 10));
            }
            shard.run(
                    "UPDATE checkpoints SET through_entry_id = 4, sum_fen = -20 WHERE account = 'ESCROW'",
                    "UPDATE checkpoints SET through_entry_id = 7, sum_fen = -10 WHERE account = 'TOPPED_UP'");
            SqlSessions sessions = new SqlSessions(shard.shard().group().primary(), FundsMapper.class);
            for (int piece = 1; piece <= 20; piece++) {
                FundsSettings settings =
                        new FundsSettings(Duration.ofSeconds(1), piece, piece, Duration.ofSeconds(1), 1);
                assertThat(ShardSums.read(sessions, settings))
                        .as("%d at a time", piece)
                        .isEqualTo(new ShardSums(280, -20 - 50, -10 - 40 - 70, -30, -60));
            }
        }
    }

    private static String account(int user) {
        return user == 6
                ? "CORRECTIONS"
                : switch (user % 3) {
                    case 0 -> "WITHDRAWN";
                    case 1 -> "TOPPED_UP";
                    default -> "ESCROW";
                };
    }

    private static String entry(int id, String account, int fen) {
        String user = account.equals("WALLET") ? "" + (id + 1) / 2 : "NULL";
        return "(" + id + ", 't" + (id + 1) / 2 + "', '" + account + "', " + user + ", 'TOP_UP', " + fen
                + ", '2026-02-16')";
    }
}
