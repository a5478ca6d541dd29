package redpacket.loadtest;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redpacket.loadtest.proof.Databases;
import redpacket.local.stack.StateDirectory;

/** How long it takes from an open to its wallet, by the rows of both: what was opened since this was made. */
final class WalletLag {
    private static final List<String> SHARDS = List.of("accounts_1", "accounts_2");

    private final Databases databases;
    private final Map<String, Long> after = new HashMap<>();

    WalletLag(StateDirectory state) throws SQLException {
        this.databases = new Databases(state);
        for (String shard : SHARDS) {
            after.put(shard, lastEntry(shard));
        }
    }

    /** An open and when it was in its wallet; both clocks are this machine's. */
    record Credit(long openedMillis, long lagMillis) {}

    private long lastEntry(String shard) throws SQLException {
        return databases.onPrimary(
                "accounts",
                connection -> Long.parseLong(
                        Databases.rows(connection, "SELECT COALESCE(MAX(entry_id), 0) FROM " + shard + ".entries")
                                .getFirst()));
    }

    /** The credits of opens since then. */
    List<Credit> credits() throws SQLException {
        Map<String, Long> opened = opened();
        List<Credit> found = new ArrayList<>();
        for (String shard : SHARDS) {
            List<String> credits = databases.onPrimary(
                    "accounts",
                    connection -> Databases.rows(
                            connection,
                            "SELECT packet_set, packet_number, user_id, CAST(UNIX_TIMESTAMP(at) * 1000 AS SIGNED) FROM "
                                    + shard + ".entries WHERE entry_id > " + after.getOrDefault(shard, 0L)
                                    + " AND account = 'WALLET' AND kind = 'PACKET_OPENED'"));
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
                    .onPrimary(
                            set,
                            connection -> Databases.rows(
                                    connection,
                                    "SELECT packet_id, user_id, CAST(UNIX_TIMESTAMP(at) * 1000 AS SIGNED)"
                                            + " FROM packets.packet_log WHERE at > UTC_TIMESTAMP() - INTERVAL 10 MINUTE"))
                    .forEach(row -> opened.put(
                            row.substring(0, row.lastIndexOf(' ')),
                            Long.parseLong(row.substring(row.lastIndexOf(' ') + 1))));
        }
        return opened;
    }

    /** That part of the credits took this long at the most; in ms. */
    static long percentile(List<Credit> credits, double part) {
        List<Long> sorted = credits.stream().map(Credit::lagMillis).sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * part));
    }
}
