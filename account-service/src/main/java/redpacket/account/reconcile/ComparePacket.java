package redpacket.account.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redpacket.account.reconcile.Books.LedgerRow;
import redpacket.account.reconcile.Books.LogRow;
import redpacket.account.reconcile.Books.PacketRow;

/**
 * Compares one packet with the ledger, row by row.
 *
 * <p>The ledger is read first: whatever it had by then, the log and the packet had before. What the log has and the
 * ledger does not may be on its way while it is younger than the grace, or while its event waits to be published.
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
        Map<Long, Long> credits = new HashMap<>();
        LedgerRow charge = null;
        for (LedgerRow row : ledger) {
            if (row.amountFen() < 0) {
                charge = row;
            } else {
                credits.put(row.userId(), row.amountFen());
            }
        }
        compareCharge(number, packet, charge, found);
        compareLog(number, packet, log, found);
        for (LogRow entry : log) {
            Long credited = credits.remove(entry.userId());
            if (entry.amountFen() == 0) {
                continue;
            }
            String detail = "entry " + entry.sequence() + " of user " + entry.userId();
            if (credited == null) {
                if (entry.at().isBefore(settledBefore) && entry.at().isBefore(publishedBefore)) {
                    found.add(of(
                            FindingKind.CREDIT_MISSING,
                            number,
                            detail,
                            userOf(entry, packet),
                            entry.amountFen(),
                            entry.sequence()));
                }
            } else if (credited != entry.amountFen()) {
                long between = Math.abs(credited - entry.amountFen());
                found.add(of(FindingKind.CREDIT_DIFFERS, number, detail, userOf(entry, packet), between, 0));
            }
        }
        credits.forEach(
                (user, fen) -> found.add(of(FindingKind.CREDIT_WITHOUT_OPEN, number, "user " + user, user, fen, 0)));
        return found;
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
