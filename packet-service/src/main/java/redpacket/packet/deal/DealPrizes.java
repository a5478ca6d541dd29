package redpacket.packet.deal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deals prizes to gateways, in leases that end when a gateway does not ask again.
 *
 * <p>INVARIANT: a prize is held by one holder at the most, and whoever writes its win must hold it then: a gateway that
 * believes to hold what was dealt to another cannot give it away. A holder is one life of a gateway.
 */
final class DealPrizes {
    private static final int LEASES_ENDED_A_ROUND = 16;

    private final Prizes prizes;
    private final DealSettings settings;
    private final Clock clock;

    DealPrizes(Prizes prizes, DealSettings settings, Clock clock) {
        this.prizes = prizes;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Renews a gateway's lease and deals to it what is due soon: its fair part.
     *
     * @param holds what it has and what it is writing a win of; anything else that it holds here was lost on the way
     * @param doubted prizes of which a win was written without an answer: not dealt again (rule W1)
     */
    Deal deal(String holder, Set<Long> holds, Set<Long> doubted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return prizes.inTransaction(turn -> {
            turn.renew(holder, now.plusMillis(settings.leaseMillis()));
            turn.expired(now, LEASES_ENDED_A_ROUND).forEach(turn::giveBackAll);
            List<Prizes.Dealt> campaigns = turn.dealing(now, now.plusMillis(settings.leadMillis()));
            Set<Long> running =
                    campaigns.stream().map(Prizes.Dealt::campaignId).collect(Collectors.toUnmodifiableSet());
            Set<Long> kept = new HashSet<>();
            Set<Long> back = new HashSet<>();
            Set<Long> inDoubt = new HashSet<>();
            for (Prizes.Held held : turn.heldBy(holder)) {
                if (doubted.contains(held.prizeId())) {
                    inDoubt.add(held.prizeId());
                } else if (holds.contains(held.prizeId()) && running.contains(held.campaignId())) {
                    kept.add(held.prizeId());
                } else {
                    back.add(held.prizeId());
                }
            }
            turn.doubt(holder, inDoubt);
            turn.giveBack(holder, back);
            List<Dealing> dealings = dealings(turn, holder, campaigns, kept.size(), now);
            List<Long> lost = holds.stream()
                    .filter(prize -> !kept.contains(prize))
                    .sorted()
                    .toList();
            return new Deal(settings.leaseMillis(), dealings, lost);
        });
    }

    private List<Dealing> dealings(
            Prizes.Turn turn, String holder, List<Prizes.Dealt> campaigns, int kept, Instant now) {
        int holders = Math.max(1, turn.holders(now));
        int room = Math.min(settings.batchPrizesMax(), settings.heldPrizesMax() - kept);
        Instant lead = now.plusMillis(settings.leadMillis());
        List<Dealing> dealings = new ArrayList<>();
        for (Prizes.Dealt campaign : campaigns) {
            List<Prizes.Prize> dealt = List.of();
            if (room > 0) {
                Pace pace = campaign.pace();
                // As much as all gateways may get now, of which this one takes its part, rounded up.
                List<Prizes.Prize> due = turn.free(campaign.campaignId(), pace.dueBy(lead), room * holders);
                dealt = due.subList(0, Math.min(room, (due.size() + holders - 1) / holders));
                turn.hold(holder, campaign, dealt);
                room -= dealt.size();
            }
            dealings.add(Dealing.of(campaign, dealt, now));
        }
        return dealings;
    }

    /**
     * What a gateway hears.
     *
     * @param lost of what it said to hold: not its own any more
     */
    record Deal(long leaseMillis, List<Dealing> campaigns, List<Long> lost) {}

    /** A campaign that runs, or will in a moment, and what is dealt of it now. Times from now on, not by the clock. */
    record Dealing(long campaignId, String sponsor, long endsAfterMillis, List<DealtPrize> prizes) {
        static Dealing of(Prizes.Dealt campaign, List<Prizes.Prize> dealt, Instant now) {
            Pace pace = campaign.pace();
            return new Dealing(
                    campaign.campaignId(),
                    campaign.name(),
                    Math.max(0, Duration.between(now, campaign.endsAt()).toMillis()),
                    dealt.stream()
                            .map(prize -> new DealtPrize(
                                    prize,
                                    Math.max(
                                            0,
                                            Duration.between(now, pace.dueAt(prize.ordinal()))
                                                    .toMillis())))
                            .toList());
        }
    }

    record DealtPrize(Prizes.Prize prize, long dueAfterMillis) {}
}
