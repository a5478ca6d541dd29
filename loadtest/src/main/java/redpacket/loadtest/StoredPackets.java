package redpacket.loadtest;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import redpacket.loadtest.proof.Databases;
import redpacket.local.stack.StateDirectory;

/** Packets of the past, each opened once, put straight into the sets' databases: what a set holds that nobody asks for. */
final class StoredPackets {
    private static final int CHUNK = 50_000;
    /** Past the longest window that is reconciled: the ledger knows nothing of them. */
    private static final String THEN = "UTC_TIMESTAMP(3) - INTERVAL 3 DAY";

    private final Databases databases;
    private int stored;

    StoredPackets(StateDirectory state) {
        this.databases = new Databases(state);
    }

    /** Until there are so many in all sets together. */
    void fillUpTo(int packets) throws SQLException {
        int sets = databases.sets().size();
        for (String set : databases.sets()) {
            var unused = databases.onPrimary(set, connection -> {
                fill(connection, stored / sets, packets / sets);
                return true;
            });
        }
        stored = packets;
    }

    private static void fill(Connection connection, int from, int to) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS packets.bench_thousand (n INT PRIMARY KEY)");
            StringBuilder thousand = new StringBuilder("INSERT IGNORE INTO packets.bench_thousand VALUES (0)");
            for (int n = 1; n < 1000; n++) {
                thousand.append(",(").append(n).append(')');
            }
            statement.execute(thousand.toString());
            for (int first = from; first < to; first += CHUNK) {
                String numbers = "(SELECT 1 + a.n + 1000 * b.n AS n FROM packets.bench_thousand a"
                        + " CROSS JOIN packets.bench_thousand b WHERE 1000 * b.n >= " + first + " AND 1000 * b.n < "
                        + Math.min(to, first + CHUNK) + ") numbers";
                statement.execute("INSERT INTO packets.packets (packet_id, sender_id, kind, state, total_fen,"
                        + " share_count, audience_kind, idempotency_key, request_hash, trace_id, created_at, expires_at,"
                        + " activated_at) SELECT n, n % 100000, 'LUCKY', 'ACTIVE', 10, 1, 'LINK', n, REPEAT('0', 64), n, "
                        + THEN + ", " + THEN + ", " + THEN + " FROM " + numbers);
                statement.execute(
                        "INSERT INTO packets.packet_log (packet_id, sequence, user_id, amount_fen, at, trace_id)"
                                + " SELECT n, 1, 1 + n % 100000, 10, " + THEN + ", n FROM " + numbers);
            }
        }
    }
}
