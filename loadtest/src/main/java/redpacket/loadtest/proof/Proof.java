package redpacket.loadtest.proof;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;

/**
 * Verifies I1 to I8 of a stack that has drained, from its databases and its public contract, and from what clients were
 * told. Holds for all that is stored, not only for what this journal knows.
 */
public final class Proof {
    private static final int SHOWN_MAX = 5;
    private static final List<String> SHARDS = List.of("accounts_1", "accounts_2");

    private final Databases databases;
    private final PublicApi api;
    private final Journal journal;
    /** By transfer id. */
    private final Map<String, Long> transfersFen = new HashMap<>();

    private long opensStored;

    public Proof(Databases databases, PublicApi api, Journal journal) {
        this.databases = databases;
        this.api = api;
        this.journal = journal;
    }

    public long opensStored() {
        return opensStored;
    }

    public long transfers() {
        return transfersFen.size();
    }

    public List<Verdict> verdicts() throws SQLException {
        List<Verdict> verdicts = new ArrayList<>();
        List<String> unbalanced = new ArrayList<>();
        List<String> holes = new ArrayList<>();
        for (String shard : SHARDS) {
            databases.onPrimary("accounts", connection -> {
                unbalanced.addAll(rows(
                        connection,
                        "SELECT 'transfer', transfer_id FROM " + shard + ".entries GROUP BY transfer_id"
                                + " HAVING SUM(amount_fen) <> 0 OR COUNT(*) <> 2"));
                unbalanced.addAll(rows(
                        connection,
                        "SELECT 'wallet', w.user_id, w.balance_fen, SUM(e.amount_fen) FROM " + shard
                                + ".wallets w JOIN " + shard + ".entries e ON e.user_id = w.user_id"
                                + " GROUP BY w.user_id, w.balance_fen HAVING w.balance_fen <> SUM(e.amount_fen)"));
                holes.addAll(rows(
                        connection,
                        "SELECT 'entries', COUNT(*), MAX(entry_id) FROM " + shard
                                + ".entries HAVING COUNT(*) <> COALESCE(MAX(entry_id), 0)"));
                Databases.rows(connection, "SELECT transfer_id, amount_fen FROM " + shard + ".transfers")
                        .forEach(row -> {
                            String[] cells = row.split(" ", -1);
                            if (transfersFen.put(cells[0], Long.parseLong(cells[1])) != null) {
                                holes.add("transfer " + cells[0] + " is in two shards");
                            }
                        });
                return true;
            });
        }
        verdicts.add(new Verdict(
                "I1", "wallets + escrow + withdrawn = topped up; transfers sum to zero", plusFunds(unbalanced)));
        verdicts.addAll(ofLogs(holes));
        verdicts.add(new Verdict("I7", "no answer ever changed", shortened(journal.contradictions())));
        List<String> open = journal.unanswered().stream().map(Object::toString).toList();
        verdicts.add(new Verdict(
                "I8",
                "every lost answer was found by asking again, and nobody saw an internal error",
                shortened(concat(open, journal.surprises()))));
        return verdicts;
    }

    private List<String> plusFunds(List<String> found) {
        Answer funds = api.ops("GET", "/ops/v1/funds", null);
        if (funds.number("walletsFen") + funds.number("escrowFen") + funds.number("withdrawnFen")
                        != funds.number("toppedUpFen")
                || funds.number("gapFen") != 0) {
            found.add("funds " + funds.json());
        }
        return shortened(found);
    }

    private List<Verdict> ofLogs(List<String> ledgerHoles) throws SQLException {
        List<String> twice = new ArrayList<>();
        List<String> sums = new ArrayList<>();
        List<String> effects = new ArrayList<>(ledgerHoles);
        List<String> refunds = new ArrayList<>();
        Map<String, Long> paidFen = new HashMap<>(transfersFen);
        paidFen.keySet().removeIf(id -> !id.startsWith("open-"));
        long closed = 0;
        for (String set : databases.sets()) {
            int setId = Integer.parseInt(set.substring(set.indexOf('-') + 1));
            Map<String, String> names = packetNames(setId);
            closed += databases.onPrimary(set, connection -> {
                twice.addAll(rows(
                        connection,
                        "SELECT packet_id, user_id FROM packets.packet_log GROUP BY packet_id, user_id"
                                + " HAVING COUNT(*) > 1"));
                sums.addAll(rows(
                        connection,
                        "SELECT p.packet_id, p.state, p.total_fen, SUM(l.amount_fen), COUNT(*), MAX(l.sequence)"
                                + " FROM packets.packets p JOIN packets.packet_log l ON l.packet_id = p.packet_id"
                                + " GROUP BY p.packet_id, p.state, p.total_fen, p.share_count"
                                + " HAVING SUM(l.amount_fen) > p.total_fen OR SUM(l.user_id <> 0) > p.share_count"
                                + " OR SUM(l.user_id <> 0 AND l.amount_fen < 1) > 0 OR COUNT(*) <> MAX(l.sequence)"
                                + " OR p.state <> 'ACTIVE' OR ((SUM(l.user_id <> 0) = p.share_count"
                                + " OR SUM(l.user_id = 0) = 1) AND SUM(l.amount_fen) <> p.total_fen)"));
                long refunded = 0;
                for (String row :
                        Databases.rows(connection, "SELECT packet_id, user_id, amount_fen FROM packets.packet_log")) {
                    String[] cells = row.split(" ", -1);
                    String name = names.get(cells[0]);
                    long fen = Long.parseLong(cells[2]);
                    if (cells[1].equals("0")) {
                        refunded += fen > 0 ? 1 : 0;
                        Long paid = transfersFen.get("refund-" + name);
                        if (fen > 0 && (paid == null || paid != fen)) {
                            refunds.add("refund-" + name + " of " + fen + " fen is " + paid + " in the ledger");
                        }
                    } else {
                        opensStored++;
                        Long paid = paidFen.remove("open-" + name + "-" + cells[1]);
                        if (paid == null || paid != fen) {
                            effects.add("open-" + name + "-" + cells[1] + " of " + fen + " fen is " + paid
                                    + " in the ledger");
                        }
                    }
                }
                refunds.addAll(rows(
                        connection,
                        "SELECT 'still open', packet_id, expires_at FROM packets.open_packets"
                                + " WHERE expires_at < UTC_TIMESTAMP(3) - INTERVAL 30 SECOND"));
                return refunded;
            });
        }
        paidFen.forEach((id, fen) -> effects.add(id + " was paid and is in no log"));
        long refundTransfers = transfersFen.keySet().stream()
                .filter(id -> id.startsWith("refund-"))
                .count();
        if (refundTransfers != closed) {
            refunds.add(closed + " packets were closed with money left and " + refundTransfers + " refunds paid");
        }
        return List.of(
                new Verdict("I2", "a user opens a packet at most once", shortened(twice)),
                new Verdict("I3", "opens + left + refunded = total; sequences without a gap", shortened(sums)),
                new Verdict("I4", "every answered open is stored, and paid with the same amount", answered()),
                new Verdict("I5", "every event took effect once", shortened(effects)),
                new Verdict("I6", "a refund is the unopened rest, once", shortened(refunds)));
    }

    /** The log agrees with the ledger by I5, so the ledger is asked. */
    private List<String> answered() {
        List<String> lost = new ArrayList<>();
        journal.openedFen().forEach((open, fen) -> {
            Long paid = transfersFen.get("open-" + open.packetId() + "-" + open.user());
            if (paid == null || !paid.equals(fen)) {
                lost.add(open + " was told " + fen + " fen and the ledger has " + paid);
            }
        });
        return shortened(lost);
    }

    /** The public spelling of each packet of a set, by its number, from the ids of the charges. */
    private Map<String, String> packetNames(int setId) throws SQLException {
        Map<String, String> names = new HashMap<>();
        for (String shard : SHARDS) {
            databases.onPrimary("accounts", connection -> {
                Databases.rows(
                                connection,
                                "SELECT packet_number, SUBSTRING(transfer_id, 8) FROM " + shard
                                        + ".transfers WHERE kind IN ('PACKET_SENT', 'CAMPAIGN_FUNDED') AND packet_set = "
                                        + setId)
                        .forEach(row ->
                                names.put(row.substring(0, row.indexOf(' ')), row.substring(row.indexOf(' ') + 1)));
                return true;
            });
        }
        return names;
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        return Databases.rows(connection, sql + " LIMIT " + SHOWN_MAX);
    }

    private static List<String> concat(List<String> one, List<String> other) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    private static List<String> shortened(List<String> all) {
        return all.size() <= SHOWN_MAX ? all : concat(all.subList(0, SHOWN_MAX), List.of("… of " + all.size()));
    }
}
