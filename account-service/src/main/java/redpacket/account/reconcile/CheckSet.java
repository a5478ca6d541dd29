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
    /** Whose turn it is first: a round that is out of time leaves the rest to the next. */
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
            comparePackets(all.subList(from, Math.min(all.size(), from + BOOKS_MAX)));
        }
        resend(prefix);
    }

    private void comparePackets(List<Long> numbers) {
        // Before all: what is under way now may be missing in what is read. The ledger next: see ComparePacket.
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
            List<Discrepancy> found = compare.compare(
                    number,
                    packets.get(number),
                    logs.getOrDefault(number, List.of()),
                    held.getOrDefault(number, List.of()));
            transfersCompared += logs.getOrDefault(number, List.of()).size();
            findings.look(ComparePacket.subject(set, number), found, now);
        }
    }

    /** What is older is in the ledger now, or has lost its way. */
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
