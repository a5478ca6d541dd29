package redpacket.packet.allocate;

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
 * Allocates prizes to gateways, in leases that end when a gateway does not ask again.
 *
 * <p>INVARIANT: one holder at the most has the lease of a prize, and only its lease allows a win to be written. So a
 * gateway cannot give away a prize whose lease has passed to another one. A holder is one run of a gateway's process.
 */
final class AllocatePrizes {
    private static final int LEASES_ENDED_A_ROUND = 16;

    private final Prizes prizes;
    private final AllocateSettings settings;
    private final Clock clock;

    AllocatePrizes(Prizes prizes, AllocateSettings settings, Clock clock) {
        this.prizes = prizes;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Renews the lease of a gateway, and allocates to it a fair part of the prizes that are due soon.
     *
     * @param holds prizes in its pool, and those whose wins it is writing; any other prize of it here is free again
     * @param doubted prizes whose win has an unknown outcome: they are not allocated again
     */
    Allocation allocate(String holder, Set<Long> holds, Set<Long> doubted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return prizes.inTransaction(turn -> {
            turn.renew(holder, now.plusMillis(settings.leaseMillis()));
            turn.expired(now, LEASES_ENDED_A_ROUND).forEach(turn::giveBackAll);
            List<Prizes.RunningCampaign> campaigns = turn.running(now, now.plusMillis(settings.leadMillis()));
            Set<Long> running =
                    campaigns.stream().map(Prizes.RunningCampaign::campaignId).collect(Collectors.toUnmodifiableSet());
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
            turn.markInDoubt(holder, inDoubt);
            turn.giveBack(holder, back);
            List<CampaignAllocation> allocations = allocations(turn, holder, campaigns, kept.size(), now);
            List<Long> lost = holds.stream()
                    .filter(prize -> !kept.contains(prize))
                    .sorted()
                    .toList();
            return new Allocation(settings.leaseMillis(), allocations, lost);
        });
    }

    private List<CampaignAllocation> allocations(
            Prizes.Turn turn, String holder, List<Prizes.RunningCampaign> campaigns, int kept, Instant now) {
        int holders = Math.max(1, turn.holders(now));
        int room = Math.min(settings.batchPrizesMax(), settings.heldPrizesMax() - kept);
        Instant lead = now.plusMillis(settings.leadMillis());
        List<CampaignAllocation> allocations = new ArrayList<>();
        for (Prizes.RunningCampaign campaign : campaigns) {
            List<Prizes.Prize> allocated = List.of();
            if (room > 0) {
                Pace pace = campaign.pace();
                // The prizes that all gateways together may get now; this one takes its part of them, rounded up.
                List<Prizes.Prize> due = turn.free(campaign.campaignId(), pace.dueBy(lead), room * holders);
                allocated = due.subList(0, Math.min(room, (due.size() + holders - 1) / holders));
                turn.hold(holder, campaign, allocated);
                room -= allocated.size();
            }
            allocations.add(CampaignAllocation.of(campaign, allocated, now));
        }
        return allocations;
    }

    /**
     * The answer to a gateway.
     *
     * @param lost prizes that it named and does not hold any more
     */
    record Allocation(long leaseMillis, List<CampaignAllocation> campaigns, List<Long> lost) {}

    /** A running campaign or one that starts soon, and its prizes for this gateway. Times count from now. */
    record CampaignAllocation(long campaignId, String sponsor, long endsAfterMillis, List<AllocatedPrize> prizes) {
        static CampaignAllocation of(Prizes.RunningCampaign campaign, List<Prizes.Prize> allocated, Instant now) {
            Pace pace = campaign.pace();
            return new CampaignAllocation(
                    campaign.campaignId(),
                    campaign.name(),
                    Math.max(0, Duration.between(now, campaign.endsAt()).toMillis()),
                    allocated.stream()
                            .map(prize -> new AllocatedPrize(
                                    prize,
                                    Math.max(
                                            0,
                                            Duration.between(now, pace.dueAt(prize.ordinal()))
                                                    .toMillis())))
                            .toList());
        }
    }

    record AllocatedPrize(Prizes.Prize prize, long dueAfterMillis) {}
}
