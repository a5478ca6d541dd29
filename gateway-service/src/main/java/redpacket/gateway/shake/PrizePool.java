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
 * The prizes that this gateway holds. Thread-safe; a shake that wins nothing takes no lock.
 *
 * <p>INVARIANT: a prize is given to one shake at a time. It is given while the lease lasts, from its time on, until its
 * campaign ends. One of which a win was sent and not answered is never given again (rule W1).
 */
final class PrizePool {
    private static final int LOOKED_AT_MAX = 16;
    private static final Comparator<Prize> BY_TIME =
            Comparator.comparingLong(Prize::dueNanos).thenComparing(Prize::prizeId);

    private final TreeSet<Prize> waiting = new TreeSet<>(BY_TIME);
    private final Map<String, Prize> inFlight = new HashMap<>();
    private final Set<String> doubted = new HashSet<>();
    /** When the next prize is due; far away when there is none. */
    private volatile long nextDueNanos = Long.MAX_VALUE;

    private volatile long leaseEndsNanos = Long.MIN_VALUE;

    /** A prize for this shake; null for none. Ends by {@link #won}, {@link #giveBack}, {@link #drop} or {@link #doubt}. */
    @Nullable
    Prize take(long nowNanos, Predicate<Prize> mayWin) {
        return nowNanos < nextDueNanos || nowNanos >= leaseEndsNanos ? null : takeDue(nowNanos, mayWin);
    }

    private synchronized @Nullable Prize takeDue(long nowNanos, Predicate<Prize> mayWin) {
        int lookedAt = 0;
        Iterator<Prize> prizes = waiting.iterator();
        while (prizes.hasNext() && lookedAt < LOOKED_AT_MAX) {
            Prize prize = prizes.next();
            if (prize.dueNanos() > nowNanos) {
                return null;
            }
            if (prize.endsNanos() <= nowNanos) {
                prizes.remove();
                lookAhead();
                continue;
            }
            if (mayWin.test(prize)) {
                prizes.remove();
                inFlight.put(prize.prizeId(), prize);
                lookAhead();
                return prize;
            }
            lookedAt++;
        }
        return null;
    }

    private void lookAhead() {
        nextDueNanos = waiting.isEmpty() ? Long.MAX_VALUE : waiting.first().dueNanos();
    }

    synchronized void won(Prize prize) {
        inFlight.remove(prize.prizeId());
    }

    /** It is not this gateway's any more. */
    synchronized void drop(Prize prize) {
        inFlight.remove(prize.prizeId());
    }

    /** Its win was refused: for another shake. */
    synchronized void giveBack(Prize prize) {
        if (inFlight.remove(prize.prizeId()) != null) {
            waiting.add(prize);
            lookAhead();
        }
    }

    /** Its win was written, or not. */
    synchronized void doubt(Prize prize) {
        if (inFlight.remove(prize.prizeId()) != null) {
            doubted.add(prize.prizeId());
        }
    }

    synchronized Dealer.Holding holding(String holder) {
        List<String> holds =
                new ArrayList<>(waiting.stream().map(Prize::prizeId).toList());
        holds.addAll(inFlight.keySet());
        return new Dealer.Holding(holder, holds, List.copyOf(doubted));
    }

    /** Takes an answer to what was asked with this holding. The lease runs from when it was asked. */
    synchronized void take(Dealer.Deal deal, Dealer.Holding asked, long askedNanos, long nowNanos) {
        asked.doubted().forEach(doubted::remove);
        Set<String> lost = Set.copyOf(deal.lost());
        waiting.removeIf(prize -> lost.contains(prize.prizeId()));
        for (Dealer.Campaign campaign : deal.campaigns()) {
            long ends = nowNanos + TimeUnit.MILLISECONDS.toNanos(campaign.endsAfterMillis());
            for (Dealer.DealtPrize dealt : campaign.prizes()) {
                waiting.add(new Prize(
                        dealt.prizeId(),
                        dealt.packetId(),
                        campaign.campaignId(),
                        campaign.sponsor(),
                        dealt.sharesToGive(),
                        nowNanos + TimeUnit.MILLISECONDS.toNanos(dealt.dueAfterMillis()),
                        ends));
            }
        }
        leaseEndsNanos = askedNanos + TimeUnit.MILLISECONDS.toNanos(deal.leaseMillis());
        lookAhead();
    }

    /** Whether the time of a prize has come, and it waits for who wins it. */
    boolean isAnyDue(long nowNanos) {
        return nowNanos >= nextDueNanos;
    }

    /** Whether the last answer is so old that nothing is given away any more. */
    boolean isAway(long nowNanos) {
        return nowNanos >= leaseEndsNanos;
    }

    synchronized int size() {
        return waiting.size();
    }
}
