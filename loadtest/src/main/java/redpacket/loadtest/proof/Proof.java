package redpacket.loadtest.proof;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redpacket.loadtest.report.Verdict;
import redpacket.loadtest.stack.StoredRows;
import redpacket.local.api.PublicApi.Answer;

/**
 * Checks the invariants I1 to I9 of a drained stack, against all members of its databases, its funds, and the answers
 * of its clients. The databases are checked whole, including what earlier runs stored.
 */
public final class Proof {
    private static final int SHOWN_MAX = 5;
    private static final List<String> SHARDS = List.of("accounts_1", "accounts_2");
    private static final String ACCOUNTS = "accounts";

    private final StoredRows stored;
    private final Supplier<Answer> funds;
    private final Journal journal;
    private final Copies copies;
    private final Map<String, Long> transferFenById = new HashMap<>();
    private final Map<String, Long> unmatchedFenById = new HashMap<>();
    private final List<String> unbalanced = new ArrayList<>();
    private final List<String> openedTwice = new ArrayList<>();
    private final List<String> wrongSums = new ArrayList<>();
    private final List<String> wrongEffects = new ArrayList<>();
    private final List<String> wrongRefunds = new ArrayList<>();
    private long opensStored;
    private long refundsStored;

    /** @param funds the answer of /ops/v1/funds */
    public Proof(StoredRows stored, Supplier<Answer> funds, Journal journal) {
        this.stored = stored;
        this.funds = funds;
        this.journal = journal;
        this.copies = new Copies(stored, journal);
    }

    public long opensStored() {
        return opensStored;
    }

    public long transfers() {
        return transferFenById.size();
    }

    public List<Verdict> verdicts() throws SQLException {
        for (String shard : SHARDS) {
            readLedger(shard);
        }
        transferFenById.forEach((id, fen) -> {
            if (id.startsWith("open-")) {
                unmatchedFenById.put(id, fen);
            }
        });
        for (String set : stored.sets()) {
            readSet(set);
        }
        unmatchedFenById.forEach((id, fen) -> wrongEffects.add(id + " is in the ledger and in no log"));
        long refunds = transferFenById.keySet().stream()
                .filter(id -> id.startsWith("refund-"))
                .count();
        if (refunds != refundsStored) {
            wrongRefunds.add(refundsStored + " packets were closed with money left, and " + refunds + " refunds paid");
        }
        checkFunds();
        copies.compareMembers(ACCOUNTS, Copies.LEDGER_TABLES);
        return List.of(
                verdict("I1", "wallets + escrow + withdrawn = topped up; transfers sum to zero", unbalanced),
                verdict("I2", "a user opens a packet at most once", openedTwice),
                verdict("I3", "opens + left + refunded = total; sequences without a gap", wrongSums),
                verdict(
                        "I4",
                        "every answered open is on two members and is paid, with the same amount; members agree",
                        Stream.concat(lostOpens().stream(), copies.violations().stream())
                                .toList()),
                verdict("I5", "every event took effect once", wrongEffects),
                verdict("I6", "a refund is the unopened rest, once", wrongRefunds),
                verdict("I7", "no answer ever changed", journal.contradictions()),
                verdict(
                        "I8",
                        "every lost answer was found by a repeat, and no client saw an internal error",
                        Stream.concat(journal.unanswered().stream().map(Object::toString), journal.surprises().stream())
                                .toList()),
                verdict("I9", "every refusal said when to return", journal.endless()));
    }

    /** Whether all members of every group hold the same rows: a replica follows within moments. */
    public boolean membersAgree() {
        try {
            Copies now = new Copies(stored, journal);
            now.compareMembers(ACCOUNTS, Copies.LEDGER_TABLES);
            for (String set : stored.sets()) {
                now.compareMembers(set, Copies.SET_TABLES);
            }
            return now.differences().isEmpty();
        } catch (SQLException e) {
            return false;
        }
    }

    private void readLedger(String shard) throws SQLException {
        unbalanced.addAll(some(
                ACCOUNTS,
                "SELECT 'transfer', transfer_id FROM " + shard + ".entries GROUP BY transfer_id"
                        + " HAVING SUM(amount_fen) <> 0 OR COUNT(*) <> 2"));
        unbalanced.addAll(some(
                ACCOUNTS,
                "SELECT 'wallet', w.user_id, w.balance_fen, SUM(e.amount_fen) FROM " + shard + ".wallets w JOIN "
                        + shard + ".entries e ON e.user_id = w.user_id"
                        + " GROUP BY w.user_id, w.balance_fen HAVING w.balance_fen <> SUM(e.amount_fen)"));
        wrongEffects.addAll(some(
                ACCOUNTS,
                "SELECT 'entries', COUNT(*), MAX(entry_id) FROM " + shard
                        + ".entries HAVING COUNT(*) <> COALESCE(MAX(entry_id), 0)"));
        for (String row : stored.rows(ACCOUNTS, "SELECT transfer_id, amount_fen FROM " + shard + ".transfers")) {
            String[] cells = row.split(" ", -1);
            if (transferFenById.put(cells[0], Long.parseLong(cells[1])) != null) {
                wrongEffects.add("transfer " + cells[0] + " is in two shards");
            }
        }
    }

    private void readSet(String set) throws SQLException {
        openedTwice.addAll(some(
                set,
                "SELECT packet_id, user_id FROM packets.packet_log GROUP BY packet_id, user_id HAVING COUNT(*) > 1"));
        wrongSums.addAll(some(
                set,
                "SELECT p.packet_id, p.state, p.total_fen, SUM(l.amount_fen), COUNT(*), MAX(l.sequence)"
                        + " FROM packets.packets p JOIN packets.packet_log l ON l.packet_id = p.packet_id"
                        + " GROUP BY p.packet_id, p.state, p.total_fen, p.share_count"
                        + " HAVING SUM(l.amount_fen) > p.total_fen OR SUM(l.user_id <> 0) > p.share_count"
                        + " OR SUM(l.user_id <> 0 AND l.amount_fen < 1) > 0 OR COUNT(*) <> MAX(l.sequence)"
                        + " OR p.state <> 'ACTIVE' OR ((SUM(l.user_id <> 0) = p.share_count"
                        + " OR SUM(l.user_id = 0) = 1) AND SUM(l.amount_fen) <> p.total_fen)"));
        wrongRefunds.addAll(some(
                set,
                "SELECT 'still open', packet_id, expires_at FROM packets.open_packets"
                        + " WHERE expires_at < UTC_TIMESTAMP(3) - INTERVAL 30 SECOND"));
        Map<String, String> publicIds = publicIds(set);
        copies.readSet(set, publicIds);
        copies.compareMembers(set, Copies.SET_TABLES);
        for (String row : stored.rows(set, "SELECT packet_id, user_id, amount_fen FROM packets.packet_log")) {
            String[] cells = row.split(" ", -1);
            matchEntry(publicIds.get(cells[0]), cells[1], Long.parseLong(cells[2]));
        }
    }

    /** Compares an entry of a log with its transfer. User 0 is the closing entry. */
    private void matchEntry(@Nullable String packetId, String user, long fen) {
        if (!user.equals("0")) {
            opensStored++;
            String id = "open-" + packetId + "-" + user;
            match(id, fen, unmatchedFenById.remove(id), wrongEffects);
        } else if (fen > 0) {
            refundsStored++;
            String id = "refund-" + packetId;
            match(id, fen, transferFenById.get(id), wrongRefunds);
        }
    }

    private static void match(String id, long fen, @Nullable Long paid, List<String> wrong) {
        if (paid == null || paid != fen) {
            wrong.add(id + " of " + fen + " fen is " + paid + " in the ledger");
        }
    }

    private void checkFunds() {
        Answer answer = funds.get();
        long held = answer.number("walletsFen") + answer.number("escrowFen") + answer.number("withdrawnFen");
        if (held != answer.number("toppedUpFen") + answer.number("correctionsFen") || answer.number("gapFen") != 0) {
            unbalanced.add("funds " + answer.json());
        }
    }

    /** Compares with the ledger, which agrees with the logs by I5. */
    private List<String> lostOpens() {
        List<String> lost = new ArrayList<>();
        journal.openedFen().forEach((open, fen) -> {
            Long paid = transferFenById.get("open-" + open.packetId() + "-" + open.user());
            if (!fen.equals(paid)) {
                lost.add(open + " was told " + fen + " fen and the ledger has " + paid);
            }
        });
        return lost;
    }

    /** The public id of each packet of a set, by its number, from the ids of the charges. */
    private Map<String, String> publicIds(String set) throws SQLException {
        Map<String, String> ids = new HashMap<>();
        for (String shard : SHARDS) {
            stored.rows(
                            ACCOUNTS,
                            "SELECT packet_number, SUBSTRING(transfer_id, 8) FROM " + shard
                                    + ".transfers WHERE kind IN ('PACKET_SENT', 'CAMPAIGN_FUNDED') AND packet_set = "
                                    + set.substring(set.indexOf('-') + 1))
                    .forEach(row -> ids.put(row.substring(0, row.indexOf(' ')), row.substring(row.indexOf(' ') + 1)));
        }
        return ids;
    }

    private List<String> some(String group, String sql) throws SQLException {
        return stored.rows(group, sql + " LIMIT " + SHOWN_MAX);
    }

    private static Verdict verdict(String rule, String claim, List<String> violations) {
        if (violations.size() <= SHOWN_MAX) {
            return new Verdict(rule, claim, violations);
        }
        List<String> shown = new ArrayList<>(violations.subList(0, SHOWN_MAX));
        shown.add("… of " + violations.size());
        return new Verdict(rule, claim, shown);
    }
}
