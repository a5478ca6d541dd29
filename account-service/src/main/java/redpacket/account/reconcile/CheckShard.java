package redpacket.account.reconcile;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.account.reconcile.ReconcileMapper.EntrySums;
import redpacket.account.reconcile.ReconcileMapper.WalletSum;
import redpacket.account.shard.Shard;
import redpacket.common.database.SqlSessions;

/**
 * Compares a shard with itself, a bounded piece a round: balances with entries, entries with their numbers, their sums
 * and their transfers. A wallet that does not add up is frozen (rule M2). One thread.
 */
final class CheckShard {
    private static final Logger LOG = LoggerFactory.getLogger(CheckShard.class);
    private static final int WRONG_MAX = 100;
    private static final int NARROWED_MAX = 20;
    private static final int TAIL_STEPS_MAX = 10;

    private final int shard;
    private final SqlSessions sessions;
    private final Findings findings;
    private final ReconcileSettings settings;
    private final Clock clock;
    private long walletAfter;
    private long entryAfter;
    private long entryTail;
    private Instant walletsDueAt = Instant.MIN;
    private Instant entriesDueAt = Instant.MIN;

    CheckShard(Shard shard, Findings findings, ReconcileSettings settings, Clock clock) {
        this.shard = shard.number();
        this.sessions = new SqlSessions(shard.group().primary(), ReconcileMapper.class);
        this.findings = findings;
        this.settings = settings;
        this.clock = clock;
    }

    void round() {
        checkWallets();
        checkEntries();
    }

    private boolean isDue(Instant dueAt) {
        return !dueAt.isAfter(clock.instant());
    }

    /** All there is, at once. */
    void all() {
        walletAfter = 0;
        walletsDueAt = Instant.MIN;
        do {
            checkWallets();
        } while (walletAfter != 0);
        entryAfter = 0;
        entryTail = 0;
        entriesDueAt = Instant.MIN;
        do {
            checkEntries();
        } while (entryAfter != 0);
    }

    /** Whether a balance is the sum of its entries; freezes it where it is not. A user without a wallet has 0 of 0. */
    boolean addsUp(long user) {
        List<WalletSum> sums = sessions.readSnapshot(
                session -> session.getMapper(ReconcileMapper.class).walletSum(user));
        Instant now = clock.instant();
        String subject = "shard/" + shard + "/wallet/" + user;
        if (sums.isEmpty() || sums.getFirst().addsUp()) {
            findings.look(subject, List.of(), now);
            return true;
        }
        WalletSum sum = sums.getFirst();
        if (!sum.frozen()) {
            sessions.writeRetrying(
                    session -> session.getMapper(ReconcileMapper.class).freeze(user));
            LOG.atWarn()
                    .addKeyValue("user", user)
                    .log("a wallet was frozen: its balance is not the sum of its entries");
        }
        String detail = sum.entries() == sum.rowCount()
                ? "balance and sum of entries"
                : "counts " + sum.entries() + " entries and has " + sum.rowCount();
        long between = Math.abs(Math.subtractExact(sum.balanceFen(), sum.sumFen()));
        findings.look(
                subject, List.of(new Discrepancy(FindingKind.WALLET_DIFFERS, subject, detail, user, between, 0)), now);
        return false;
    }

    private void checkWallets() {
        Set<Long> inDoubt = new LinkedHashSet<>();
        String prefix = "shard/" + shard + "/wallet/";
        findings.subjects(prefix).forEach(subject -> inDoubt.add(Long.parseLong(subject.substring(prefix.length()))));
        if (isDue(walletsDueAt)) {
            inDoubt.addAll(nextWalletsInDoubt());
            walletsDueAt = walletAfter == 0 ? clock.instant().plus(settings.sweepEvery()) : walletsDueAt;
        }
        inDoubt.forEach(this::addsUp);
    }

    private List<Long> nextWalletsInDoubt() {
        return sessions.readSnapshot(session -> {
            ReconcileMapper mapper = session.getMapper(ReconcileMapper.class);
            long through = mapper.walletsThrough(walletAfter, settings.walletsPerRound());
            List<Long> found = through > 0 ? mapper.walletsInDoubt(walletAfter, through, WRONG_MAX) : List.of();
            walletAfter = through;
            return found;
        });
    }

    private void checkEntries() {
        long last = sessions.read(
                session -> session.getMapper(ReconcileMapper.class).entryIdLast());
        // Pairs are numbered (1, 2), (3, 4), …: a range that ends between two pairs sums to zero.
        long end = last - last % 2;
        recheck();
        entryTail = Math.min(entryTail, end);
        // The newest are never far behind, however long a round rests.
        for (int steps = 0; steps == 0 || (steps < TAIL_STEPS_MAX && entryTail < end); steps++) {
            long tail = Math.min(end, entryTail + settings.entriesPerRound());
            checkRange(entryTail, tail);
            entryTail = tail;
        }
        if (isDue(entriesDueAt)) {
            long through = Math.min(end, entryAfter + settings.entriesPerRound());
            checkRange(entryAfter, through);
            entryAfter = through >= end ? 0 : through;
            entriesDueAt = entryAfter == 0 ? clock.instant().plus(settings.sweepEvery()) : entriesDueAt;
        }
    }

    /** A finding may have been repaired. */
    private void recheck() {
        String prefix = "shard/" + shard + "/entries/";
        for (String subject : findings.subjects(prefix)) {
            String[] range = subject.substring(prefix.length()).split("-", -1);
            look(Long.parseLong(range[0]) - 1, Long.parseLong(range[1]));
        }
    }

    private void checkRange(long after, long through) {
        long even = after - after % 2;
        if (through > even && !isWell(sums(even, through), even, through)) {
            narrow(even, through, new ArrayList<>());
        }
    }

    /** Halves the range down to pairs, as long as there are few. */
    private void narrow(long after, long through, List<Long> found) {
        if (through <= after || found.size() >= NARROWED_MAX || isWell(sums(after, through), after, through)) {
            return;
        }
        if (through - after <= 2) {
            found.add(through);
            look(after, through);
            return;
        }
        long middle = after + (through - after) / 4 * 2;
        middle = middle == after ? after + 2 : middle;
        narrow(after, middle, found);
        narrow(middle, through, found);
    }

    private EntrySums sums(long after, long through) {
        return sessions.read(session -> session.getMapper(ReconcileMapper.class).entrySums(after, through));
    }

    private static boolean isWell(EntrySums sums, long after, long through) {
        return sums.rowCount() == through - after
                && sums.fen() == 0
                && sums.withoutTransfer() == 0
                && sums.withoutWallet() == 0;
    }

    private void look(long after, long through) {
        EntrySums sums = sums(after, through);
        String subject = "shard/" + shard + "/entries/" + (after + 1) + "-" + through;
        List<Discrepancy> found = new ArrayList<>();
        if (sums.rowCount() != through - after) {
            found.add(of(FindingKind.ENTRY_MISSING, subject, sums));
        } else if (sums.fen() != 0) {
            found.add(of(FindingKind.ENTRIES_UNBALANCED, subject, sums));
        }
        if (sums.withoutTransfer() > 0) {
            found.add(of(FindingKind.TRANSFER_MISSING, subject, sums));
        }
        if (sums.withoutWallet() > 0) {
            found.add(of(FindingKind.WALLET_MISSING, subject, sums));
        }
        findings.look(subject, found, clock.instant());
    }

    private static Discrepancy of(FindingKind kind, String subject, EntrySums sums) {
        return new Discrepancy(kind, subject, "", 0, Math.abs(sums.fen()), 0);
    }
}
