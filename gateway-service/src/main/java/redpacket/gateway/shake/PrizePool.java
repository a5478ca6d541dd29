package redpacket.gateway.shake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The prizes that this gateway holds under its lease. Thread-safe; a shake that wins nothing takes no lock.
 *
 * <p>INVARIANT: a prize belongs to one shake at a time. A shake gets it only while the lease lasts, from its due time
 * on and until its campaign ends. A prize IN_DOUBT, whose win was sent and not answered, is never given to another
 * shake.
 */
final class PrizePool {
    private static final int CANDIDATES_MAX = 16;
    private static final Comparator<Prize> BY_DUE_TIME =
            Comparator.comparingLong(Prize::dueNanos).thenComparing(Prize::prizeId);

    private final TreeSet<Prize> waiting = new TreeSet<>(BY_DUE_TIME);
    private final Map<String, Prize> inFlight = new HashMap<>();
    private final Set<String> inDoubt = new HashSet<>();
    /** Due time of the next prize; the largest value if there is none. */
    private volatile long nextDueNanos = Long.MAX_VALUE;

    private volatile long leaseEndsNanos = Long.MIN_VALUE;

    /**
     * Takes a prize for a shake; null if there is none. Must be followed by {@link #remove}, {@link #giveBack} or
     * {@link #inDoubt}.
     */
    @Nullable
    Prize take(long nowNanos, Predicate<Prize> mayWin) {
        return nowNanos < nextDueNanos || nowNanos >= leaseEndsNanos ? null : takeDue(nowNanos, mayWin);
    }

    private synchronized @Nullable Prize takeDue(long nowNanos, Predicate<Prize> mayWin) {
        int candidates = 0;
        Iterator<Prize> prizes = waiting.iterator();
        while (prizes.hasNext() && candidates < CANDIDATES_MAX) {
            Prize prize = prizes.next();
            if (prize.dueNanos() > nowNanos) {
                return null;
            }
            if (prize.endsNanos() <= nowNanos) {
                prizes.remove();
                updateNextDue();
                continue;
            }
            if (mayWin.test(prize)) {
                prizes.remove();
                inFlight.put(prize.prizeId(), prize);
                updateNextDue();
                return prize;
            }
            candidates++;
        }
        return null;
    }

    private void updateNextDue() {
        nextDueNanos = waiting.isEmpty() ? Long.MAX_VALUE : waiting.first().dueNanos();
    }

    /** The prize is won, or belongs to another holder. */
    synchronized void remove(Prize prize) {
        inFlight.remove(prize.prizeId());
    }

    /** The win was refused; another shake may take the prize. */
    synchronized void giveBack(Prize prize) {
        if (inFlight.remove(prize.prizeId()) != null) {
            waiting.add(prize);
            updateNextDue();
        }
    }

    /** The win may or may not be recorded. */
    synchronized void inDoubt(Prize prize) {
        if (inFlight.remove(prize.prizeId()) != null) {
            inDoubt.add(prize.prizeId());
        }
    }

    synchronized PrizeLeases.Holding holding(String holder) {
        List<String> holds =
                new ArrayList<>(waiting.stream().map(Prize::prizeId).toList());
        holds.addAll(inFlight.keySet());
        return new PrizeLeases.Holding(holder, holds, List.copyOf(inDoubt));
    }

    /** Applies a renewed lease, which was requested with this holding. The lease begins at the time of the request. */
    synchronized void renew(PrizeLeases.Lease lease, PrizeLeases.Holding asked, long askedNanos, long nowNanos) {
        asked.inDoubt().forEach(inDoubt::remove);
        Set<String> lost = Set.copyOf(lease.lost());
        waiting.removeIf(prize -> lost.contains(prize.prizeId()));
        for (PrizeLeases.Campaign campaign : lease.campaigns()) {
            long ends = nowNanos + TimeUnit.MILLISECONDS.toNanos(campaign.endsAfterMillis());
            for (PrizeLeases.LeasedPrize leased : campaign.prizes()) {
                waiting.add(new Prize(
                        leased.prizeId(),
                        leased.packetId(),
                        campaign.campaignId(),
                        campaign.sponsor(),
                        leased.sharesToGive(),
                        nowNanos + TimeUnit.MILLISECONDS.toNanos(leased.dueAfterMillis()),
                        ends));
            }
        }
        leaseEndsNanos = askedNanos + TimeUnit.MILLISECONDS.toNanos(lease.leaseMillis());
        updateNextDue();
    }

    /** Whether a prize is due. */
    boolean isAnyDue(long nowNanos) {
        return nowNanos >= nextDueNanos;
    }

    /** Whether the lease has ended, so that no prize may be won. */
    boolean isLeaseOver(long nowNanos) {
        return nowNanos >= leaseEndsNanos;
    }

    synchronized int size() {
        return waiting.size();
    }
}
