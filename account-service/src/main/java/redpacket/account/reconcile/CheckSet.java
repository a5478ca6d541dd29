package redpacket.account.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import redpacket.account.model.CreditsUnderWay;
import redpacket.account.reconcile.Books.Digest;
import redpacket.account.reconcile.Books.LedgerRow;
import redpacket.account.reconcile.Books.LogRow;
import redpacket.account.reconcile.Books.PacketDigest;
import redpacket.account.reconcile.Books.PacketDigests;
import redpacket.account.reconcile.Books.PacketRow;
import redpacket.account.reconcile.Books.RangeDigest;
import redpacket.account.reconcile.Books.SetRows;
import redpacket.account.reconcile.ReconcileSettings.Window;
import redpacket.common.id.NumberGenerator;

/**
 * Compares one set with the ledger, a bounded piece a round: digests of ranges first, of packets where a range differs,
 * rows where a packet does. One thread.
 */
final class CheckSet {
    private static final int BOOKS_MAX = 100;

    private final int set;
    private final SetBooks sets;
    private final LedgerBooks ledger;
    private final Findings findings;
    private final ReconcileSettings settings;
    private final LongPredicate walletAddsUp;
    private final CreditsUnderWay underWay;
    private final Clock clock;
    private final List<Progress> windows;
    private long transfersCompared;
    /** The window that begins the next round: a round that is out of time leaves the rest to it. */
    private int nextWindow;

    /** How far a window has been gone through. */
    private static final class Progress {
        private final Window window;
        private long after;
        private boolean begun;
        private Instant dueAt = Instant.MIN;

        private Progress(Window window) {
            this.window = window;
        }
    }

    /**
     * @param walletAddsUp whether a user's balance is the sum of its entries (rule M2)
     * @param underWay since when events have been with this process that are not in the ledger yet
     */
    CheckSet(
            int set,
            SetBooks sets,
            LedgerBooks ledger,
            Findings findings,
            ReconcileSettings settings,
            LongPredicate walletAddsUp,
            CreditsUnderWay underWay,
            Clock clock) {
        this.set = set;
        this.sets = sets;
        this.ledger = ledger;
        this.findings = findings;
        this.settings = settings;
        this.walletAddsUp = walletAddsUp;
        this.underWay = underWay;
        this.clock = clock;
        this.windows = settings.parsedWindows().stream().map(Progress::new).toList();
    }

    /** Rows and charges that digests and comparisons have covered so far. */
    long transfersCompared() {
        return transfersCompared;
    }

    void round() {
        Set<Long> differing = new LinkedHashSet<>();
        long end = System.nanoTime() + settings.roundMax().toNanos();
        for (int i = 0; i < windows.size() && (i == 0 || System.nanoTime() - end < 0); i++) {
            Progress progress = windows.get(nextWindow);
            nextWindow = (nextWindow + 1) % windows.size();
            advance(progress, end, differing);
        }
        compareRows(differing);
    }

    /** All there is, at once. */
    void all() {
        Progress everything = new Progress(new Window("all", Duration.ZERO, Duration.ZERO));
        do {
            Set<Long> differing = new LinkedHashSet<>();
            advance(everything, System.nanoTime() + settings.roundMax().toNanos(), differing);
            compareRows(differing);
        } while (everything.begun);
    }

    /** One digest at the least, and no new one past this time. */
    private void advance(Progress progress, long endNanos, Set<Long> differing) {
        Instant now = clock.instant();
        if (!progress.begun) {
            if (progress.dueAt.isAfter(now)) {
                return;
            }
            Duration age = progress.window.ageMax();
            progress.after = age.isZero() ? 0 : NumberGenerator.firstAt(now.minus(age)) - 1;
            progress.begun = true;
        }
        for (int i = 0;
                i < settings.rangesPerRound()
                        && differing.size() < settings.packetsPerRound()
                        && (i == 0 || System.nanoTime() - endNanos < 0);
                i++) {
            RangeDigest range = sets.digest(set, progress.after, settings.rangePackets());
            compareRange(progress.after, range, differing);
            progress.after = range.through();
            if (range.through() == Long.MAX_VALUE) {
                progress.begun = false;
                progress.dueAt = now.plus(progress.window.every());
                return;
            }
        }
    }

    private void compareRange(long after, RangeDigest range, Set<Long> differing) {
        LedgerBooks.Sides held = ledger.digest(set, after, range.through());
        boolean same = held.charges().equals(range.charges()) && held.payouts().equals(range.payouts());
        transfersCompared += range.charges().rowCount() + range.payouts().rowCount();
        if (!same) {
            PacketDigests digests = sets.packetDigests(set, after, range.through());
            differ(digests.charges(), after, range.through(), false, differing);
            differ(digests.payouts(), after, range.through(), true, differing);
        }
    }

    private void differ(List<PacketDigest> digests, long after, long through, boolean payouts, Set<Long> differing) {
        Map<Long, Digest> held = ledger.digests(set, after, through, payouts, settings.rangePackets());
        for (PacketDigest digest : digests) {
            if (!new Digest(0, digest.fen(), digest.hash()).equals(held.remove(digest.packetNumber()))) {
                differing.add(digest.packetNumber());
            }
        }
        differing.addAll(held.keySet());
    }

    private void compareRows(Set<Long> differing) {
        String prefix = "packet/" + set + "/";
        Set<Long> numbers = new LinkedHashSet<>();
        findings.subjects(prefix).forEach(subject -> numbers.add(Long.parseLong(subject.substring(prefix.length()))));
        numbers.addAll(differing);
        List<Long> all = numbers.stream().limit(2L * settings.packetsPerRound()).toList();
        for (int from = 0; from < all.size(); from += BOOKS_MAX) {
            comparePackets(all.subList(from, Math.min(all.size(), from + BOOKS_MAX)), differing);
        }
        resend(prefix);
    }

    private void comparePackets(List<Long> numbers, Set<Long> differing) {
        // First of all, since credits that are under way now may not be read. The ledger next: see ComparePacket.
        Instant settledBefore = settledBefore(clock.instant());
        Map<Long, List<LedgerRow>> held =
                ledger.rows(set, numbers).stream().collect(Collectors.groupingBy(LedgerRow::packetNumber));
        SetRows rows = sets.rows(set, numbers);
        Map<Long, PacketRow> packets = new HashMap<>();
        rows.packets().forEach(packet -> packets.put(packet.packetNumber(), packet));
        Map<Long, List<LogRow>> logs = rows.entries().stream().collect(Collectors.groupingBy(LogRow::packetNumber));
        Instant now = clock.instant();
        ComparePacket compare = new ComparePacket(set, settledBefore, rows.outboxOldest());
        for (long number : numbers) {
            PacketRow packet = packets.get(number);
            List<LogRow> log = logs.getOrDefault(number, List.of());
            List<LedgerRow> ledgerRows = held.getOrDefault(number, List.of());
            List<Discrepancy> found = compare.compare(number, packet, log, ledgerRows);
            if (found.isEmpty()
                    && ComparePacket.isSame(packet, log, ledgerRows)
                    && (differing.contains(number) || findings.has(FindingKind.DIGESTS_DIFFER, subject(number)))
                    && digestsDiffer(number)) {
                found = List.of(new Discrepancy(FindingKind.DIGESTS_DIFFER, subject(number), "", 0, 0, 0));
            }
            transfersCompared += log.size();
            findings.look(subject(number), found, now);
        }
    }

    private String subject(long number) {
        return ComparePacket.subject(set, number);
    }

    /** Reads the digests again: an entry may have come between the digests of the range and its rows. */
    private boolean digestsDiffer(long number) {
        PacketDigests digests = sets.packetDigests(set, number - 1, number);
        Set<Long> differing = new LinkedHashSet<>();
        differ(digests.charges(), number - 1, number, false, differing);
        differ(digests.payouts(), number - 1, number, true, differing);
        return differing.contains(number);
    }

    /** An entry that is older is in the ledger now, or is lost. */
    private Instant settledBefore(Instant now) {
        Instant through = underWay.since(now);
        Instant furthest = now.minus(settings.behindMax());
        return (through.isBefore(furthest) ? furthest : through).minusMillis(settings.graceMillis());
    }

    private void resend(String prefix) {
        List<SetBooks.EntryName> entries = new ArrayList<>();
        for (Findings.Finding finding : findings.takeResends(prefix, settings.resendEntriesMax(), clock.instant())) {
            Discrepancy what = finding.what();
            if (walletAddsUp.test(what.user())) {
                long number = Long.parseLong(what.subject().substring(prefix.length()));
                entries.add(new SetBooks.EntryName(number, what.sequence()));
            }
        }
        if (!entries.isEmpty()) {
            sets.resend(set, entries);
        }
    }
}
