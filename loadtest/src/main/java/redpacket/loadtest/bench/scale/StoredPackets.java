package redpacket.loadtest.bench.scale;

import java.sql.SQLException;
import redpacket.loadtest.stack.Databases;
import redpacket.local.stack.StateDirectory;

/** Stores old packets, each opened once, in the sets' databases: rows that a set holds and no client reads. */
final class StoredPackets {
    private static final int CHUNK = 50_000;
    /** Before the longest window of reconciliation, because the ledger has no transfers of these packets. */
    private static final String THEN = "UTC_TIMESTAMP(3) - INTERVAL 3 DAY";

    private final Databases databases;
    private int stored;

    StoredPackets(StateDirectory state) {
        this.databases = new Databases(state);
    }

    /** Stores packets until all sets together hold so many. */
    void fillUpTo(int packets) throws SQLException {
        int sets = databases.sets().size();
        for (String set : databases.sets()) {
            fill(set, stored / sets, packets / sets);
        }
        stored = packets;
    }

    private void fill(String set, int from, int to) throws SQLException {
        StringBuilder thousand = new StringBuilder("INSERT IGNORE INTO packets.bench_thousand VALUES (0)");
        for (int n = 1; n < 1000; n++) {
            thousand.append(",(").append(n).append(')');
        }
        databases.run(
                set, "CREATE TABLE IF NOT EXISTS packets.bench_thousand (n INT PRIMARY KEY)", thousand.toString());
        for (int first = from; first < to; first += CHUNK) {
            String numbers = "(SELECT 1 + a.n + 1000 * b.n AS n FROM packets.bench_thousand a"
                    + " CROSS JOIN packets.bench_thousand b WHERE 1000 * b.n >= " + first + " AND 1000 * b.n < "
                    + Math.min(to, first + CHUNK) + ") numbers";
            databases.run(
                    set,
                    "INSERT INTO packets.packets (packet_id, sender_id, kind, state, total_fen, share_count,"
                            + " audience_kind, idempotency_key, request_hash, trace_id, created_at, expires_at,"
                            + " activated_at) SELECT n, n % 100000, 'LUCKY', 'ACTIVE', 10, 1, 'LINK', n,"
                            + " REPEAT('0', 64), n, " + THEN + ", " + THEN + ", " + THEN + " FROM " + numbers,
                    "INSERT INTO packets.packet_log (packet_id, sequence, user_id, amount_fen, at, trace_id)"
                            + " SELECT n, 1, 1 + n % 100000, 10, " + THEN + ", n FROM " + numbers);
        }
    }
}
