package redpacket.account.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redpacket.account.reconcile.Books.LedgerRow;
import redpacket.account.reconcile.Books.LogRow;
import redpacket.account.reconcile.Books.PacketRow;

/**
 * Compares one packet with the ledger, row by row.
 *
 * <p>The ledger is read first: the log and the packet had before what the ledger has by then. An entry of the log that
 * the ledger lacks may be on its way while it is younger than the grace, or while its event waits to be published.
 */
final class ComparePacket {
    private final int set;
    private final Instant settledBefore;
    private final Instant publishedBefore;

    /**
     * @param settledBefore entries younger than this may still be on their way
     * @param outboxOldest since when an event has waited to be published; null when none does
     */
    ComparePacket(int set, Instant settledBefore, @Nullable Instant outboxOldest) {
        this.set = set;
        this.settledBefore = settledBefore;
        this.publishedBefore = outboxOldest == null ? Instant.MAX : outboxOldest;
    }

    List<Discrepancy> compare(long number, @Nullable PacketRow packet, List<LogRow> log, List<LedgerRow> ledger) {
        List<Discrepancy> found = new ArrayList<>();
        List<LedgerRow> charges =
                ledger.stream().filter(row -> row.amountFen() < 0).toList();
        Map<Long, List<LedgerRow>> credits = ledger.stream()
                .filter(row -> row.amountFen() >= 0)
                .collect(Collectors.groupingBy(LedgerRow::userId, LinkedHashMap::new, Collectors.toList()));
        compareCharge(number, packet, charges.isEmpty() ? null : charges.getFirst(), found);
        foundTwice(FindingKind.CHARGE_TWICE, number, "", charges, found);
        compareLog(number, packet, log, found);
        for (LogRow entry : log) {
            compareCredit(number, packet, entry, credits.remove(entry.userId()), found);
        }
        credits.forEach((user, rows) -> {
            long fen = rows.stream().mapToLong(LedgerRow::amountFen).reduce(0, Math::addExact);
            found.add(of(
                    FindingKind.CREDIT_WITHOUT_OPEN,
                    number,
                    "user " + user,
                    rows.getFirst().walletUser(),
                    fen,
                    0));
        });
        return found;
    }

    private void compareCredit(
            long number,
            @Nullable PacketRow packet,
            LogRow entry,
            @Nullable List<LedgerRow> credited,
            List<Discrepancy> found) {
        String detail = "entry " + entry.sequence() + " of user " + entry.userId();
        long user = userOf(entry, packet);
        if (credited == null) {
            if (entry.amountFen() != 0
                    && entry.at().isBefore(settledBefore)
                    && entry.at().isBefore(publishedBefore)) {
                found.add(of(FindingKind.CREDIT_MISSING, number, detail, user, entry.amountFen(), entry.sequence()));
            }
            return;
        }
        LedgerRow first = credited.getFirst();
        if (first.amountFen() != entry.amountFen() || (user != 0 && first.walletUser() != user)) {
            long between = Math.max(1, Math.abs(first.amountFen() - entry.amountFen()));
            found.add(of(FindingKind.CREDIT_DIFFERS, number, detail, user, between, 0));
        }
        foundTwice(FindingKind.CREDIT_TWICE, number, detail, credited, found);
    }

    /** One log entry has one credit, and one packet one charge: everything behind the first is too much. */
    private void foundTwice(
            FindingKind kind, long number, String detail, List<LedgerRow> rows, List<Discrepancy> found) {
        if (rows.size() > 1) {
            long fen = rows.stream()
                    .skip(1)
                    .mapToLong(row -> Math.abs(row.amountFen()))
                    .reduce(0, Math::addExact);
            found.add(of(kind, number, detail, rows.get(1).walletUser(), fen, 0));
        }
    }

    /**
     * Whether both sides have the same rows, with nothing on its way. Digests of such a packet are equal, unless the
     * rows that one side shows are not those that it counts.
     */
    static boolean isSame(@Nullable PacketRow packet, List<LogRow> log, List<LedgerRow> ledger) {
        Map<Long, Long> credits = new HashMap<>();
        long charged = 0;
        for (LedgerRow row : ledger) {
            if (row.amountFen() < 0) {
                charged = Math.subtractExact(charged, row.amountFen());
            } else {
                credits.merge(row.userId(), row.amountFen(), Math::addExact);
            }
        }
        Map<Long, Long> opens = log.stream()
                .filter(entry -> entry.amountFen() != 0)
                .collect(Collectors.toMap(LogRow::userId, LogRow::amountFen, Math::addExact));
        return packet != null
                && packet.state().equals("ACTIVE")
                && charged == packet.totalFen()
                && credits.equals(opens);
    }

    private static long userOf(LogRow entry, @Nullable PacketRow packet) {
        return entry.userId() != 0 ? entry.userId() : packet == null ? 0 : packet.senderId();
    }

    private void compareCharge(
            long number, @Nullable PacketRow packet, @Nullable LedgerRow charge, List<Discrepancy> found) {
        boolean active = packet != null && packet.state().equals("ACTIVE");
        if (charge == null) {
            if (packet != null && active && packet.createdAt().isBefore(settledBefore)) {
                found.add(of(FindingKind.CHARGE_MISSING, number, "", packet.senderId(), packet.totalFen(), 0));
            }
            return;
        }
        long charged = -charge.amountFen();
        if (packet == null || packet.state().equals("CANCELLED")) {
            found.add(of(FindingKind.CHARGE_WITHOUT_PACKET, number, "", charge.walletUser(), charged, 0));
        } else if (packet.totalFen() != charged || packet.senderId() != charge.walletUser()) {
            long between = Math.max(1, Math.abs(packet.totalFen() - charged));
            found.add(of(FindingKind.CHARGE_DIFFERS, number, "", charge.walletUser(), between, 0));
        } else if (!active && packet.createdAt().isBefore(settledBefore)) {
            found.add(of(FindingKind.CHARGE_PENDING, number, "", charge.walletUser(), charged, 0));
        }
    }

    private void compareLog(long number, @Nullable PacketRow packet, List<LogRow> log, List<Discrepancy> found) {
        long given = 0;
        int expected = 1;
        for (LogRow entry : log) {
            if (entry.sequence() != expected) {
                found.add(of(FindingKind.LOG_BROKEN, number, "before entry " + entry.sequence(), 0, 0, 0));
            }
            expected = entry.sequence() + 1;
            given = Math.addExact(given, entry.amountFen());
        }
        if (packet != null && given > packet.totalFen()) {
            found.add(of(FindingKind.LOG_OVERDRAWN, number, "", 0, given - packet.totalFen(), 0));
        }
    }

    private Discrepancy of(FindingKind kind, long number, String detail, long user, long fen, int sequence) {
        return new Discrepancy(kind, subject(set, number), detail, user, fen, sequence);
    }

    static String subject(int set, long number) {
        return "packet/" + set + "/" + number;
    }
}
