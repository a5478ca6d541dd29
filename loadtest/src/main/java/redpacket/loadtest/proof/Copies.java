package redpacket.loadtest.proof;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redpacket.loadtest.stack.StoredRows;

/** Reads every member of every group: an answered open is on two of them at least, and all members agree. */
final class Copies {
    /** Tables of a packet set, with an expression that differs if a row differs. */
    static final Map<String, String> SET_TABLES = Map.of(
            "packets.packet_log", "packet_id, sequence, user_id, amount_fen",
            "packets.packets", "packet_id, state, total_fen, share_count");
    /** The same for the shards of the ledger. */
    static final Map<String, String> LEDGER_TABLES = Map.of(
            "accounts_1.entries", "entry_id, transfer_id, account, amount_fen",
            "accounts_1.wallets", "user_id, balance_fen",
            "accounts_2.entries", "entry_id, transfer_id, account, amount_fen",
            "accounts_2.wallets", "user_id, balance_fen");

    private static final int COPIES_MIN = 2;

    private final StoredRows stored;
    private final Journal journal;
    private final Set<Journal.Open> found = new HashSet<>();
    private final List<String> violations = new ArrayList<>();

    Copies(StoredRows stored, Journal journal) {
        this.stored = stored;
        this.journal = journal;
    }

    /**
     * Counts the members of a set that hold each answered open with the answered amount.
     *
     * @param publicIds the public id of each packet of the set, by its number
     */
    void readSet(String set, Map<String, String> publicIds) throws SQLException {
        Map<Journal.Open, Long> answered = journal.openedFen();
        Map<Journal.Open, List<String>> holders = new HashMap<>();
        for (String member : stored.members(set)) {
            for (String row : stored.rowsOf(
                    member, "SELECT packet_id, user_id, amount_fen FROM packets.packet_log WHERE user_id <> 0")) {
                String[] cells = row.split(" ", -1);
                Journal.Open open =
                        new Journal.Open(publicIds.getOrDefault(cells[0], cells[0]), Long.parseLong(cells[1]));
                Long fen = answered.get(open);
                if (fen == null) {
                    continue;
                }
                if (fen == Long.parseLong(cells[2])) {
                    holders.computeIfAbsent(open, ignored -> new ArrayList<>()).add(member);
                } else {
                    violations.add(open + " was told " + fen + " fen and " + member + " holds " + cells[2]);
                }
            }
        }
        holders.forEach((open, members) -> {
            found.add(open);
            if (members.size() < COPIES_MIN) {
                violations.add(open + " is on " + members + " only");
            }
        });
    }

    /** Compares the rows of all members of a group, table by table. */
    void compareMembers(String group, Map<String, String> columnsByTable) throws SQLException {
        for (Map.Entry<String, String> table : columnsByTable.entrySet()) {
            Map<String, String> digests = new HashMap<>();
            for (String member : stored.members(group)) {
                List<String> digest = stored.rowsOf(
                        member,
                        "SELECT COUNT(*), COALESCE(SUM(CRC32(CONCAT_WS('/', " + table.getValue() + "))), 0) FROM "
                                + table.getKey());
                digests.put(member, String.join(",", digest));
            }
            if (new HashSet<>(digests.values()).size() > 1) {
                violations.add("members differ in " + table.getKey() + " (rows and checksum): " + digests);
            }
        }
    }

    /** What was found wrong so far. */
    List<String> differences() {
        return List.copyOf(violations);
    }

    /** To be asked after every set was read. */
    List<String> violations() {
        List<String> all = new ArrayList<>(violations);
        journal.openedFen().keySet().stream()
                .filter(open -> !found.contains(open))
                .map(open -> open + " was answered and no member of its set holds it")
                .forEach(all::add);
        return all;
    }
}
