package redpacket.loadtest.load;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redpacket.loadtest.stack.Databases;
import redpacket.local.stack.StateDirectory;

/** Measures the time from an open to its credit, by the rows of both, for opens after the construction. */
public final class WalletLag {
    private static final List<String> SHARDS = List.of("accounts_1", "accounts_2");

    private final Databases databases;
    private final Map<String, Long> after = new HashMap<>();

    public WalletLag(StateDirectory state) throws SQLException {
        this.databases = new Databases(state);
        for (String shard : SHARDS) {
            after.put(shard, lastEntry(shard));
        }
    }

    /** An open and its delay until the wallet. Both times are of this machine's clock. */
    public record Credit(long openedMillis, long lagMillis) {}

    private long lastEntry(String shard) throws SQLException {
        return Long.parseLong(databases
                .rows("accounts", "SELECT COALESCE(MAX(entry_id), 0) FROM " + shard + ".entries")
                .getFirst());
    }

    /** Credits since the construction. */
    public List<Credit> credits() throws SQLException {
        Map<String, Long> opened = opened();
        List<Credit> found = new ArrayList<>();
        for (String shard : SHARDS) {
            List<String> credits = databases.rows(
                    "accounts",
                    "SELECT packet_set, packet_number, user_id, CAST(UNIX_TIMESTAMP(at) * 1000 AS SIGNED) FROM "
                            + shard + ".entries WHERE entry_id > " + after.getOrDefault(shard, 0L)
                            + " AND account = 'WALLET' AND kind = 'PACKET_OPENED'");
            for (String credit : credits) {
                String[] cells = credit.split(" ", -1);
                Long at = opened.get(cells[1] + " " + cells[2]);
                if (at != null) {
                    found.add(new Credit(at, Long.parseLong(cells[3]) - at));
                }
            }
        }
        return found;
    }

    private Map<String, Long> opened() throws SQLException {
        Map<String, Long> opened = new HashMap<>();
        for (String set : databases.sets()) {
            databases
                    .rows(
                            set,
                            "SELECT packet_id, user_id, CAST(UNIX_TIMESTAMP(at) * 1000 AS SIGNED)"
                                    + " FROM packets.packet_log WHERE at > UTC_TIMESTAMP() - INTERVAL 10 MINUTE")
                    .forEach(row -> opened.put(
                            row.substring(0, row.lastIndexOf(' ')),
                            Long.parseLong(row.substring(row.lastIndexOf(' ') + 1))));
        }
        return opened;
    }

    /**
     * The nearest-rank percentile of the delays in ms; 0 for no credits.
     *
     * @param part such as 0.99
     */
    public static long percentile(List<Credit> credits, double part) {
        List<Long> sorted = credits.stream().map(Credit::lagMillis).sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * part) - 1));
    }
}
