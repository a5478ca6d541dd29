package redpacket.packet.campaign;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.trace.Trace;

/**
 * Sets up a campaign in steps of which each can be repeated: plan, packets, charge, activate.
 *
 * <p>INVARIANT: the sponsor's charge, which is for all packets at once, decides. Once it stands, the packets become
 * active, whoever goes on; a charge that was refused is voided before the packets are cancelled, so no late one lands
 * (rule S2). Packets are there before their charge, so what escrow holds always has a packet.
 */
final class CreateCampaign {
    private static final Logger LOG = LoggerFactory.getLogger(CreateCampaign.class);

    private final Campaigns campaigns;
    private final CampaignPackets packets;
    private final CampaignCharges charges;
    private final CutBudget cut;
    private final Supplier<List<SetId>> openSets;
    private final LongSupplier numbers;
    private final int packetsMax;
    private final Clock clock;

    CreateCampaign(
            Campaigns campaigns,
            CampaignPackets packets,
            CampaignCharges charges,
            CutBudget cut,
            Supplier<List<SetId>> openSets,
            LongSupplier numbers,
            int packetsMax,
            Clock clock) {
        this.campaigns = campaigns;
        this.packets = packets;
        this.charges = charges;
        this.cut = cut;
        this.openSets = openSets;
        this.numbers = numbers;
        this.packetsMax = packetsMax;
        this.clock = clock;
    }

    /** Throws {@link TooManyPacketsException} for one that cannot be cut into as few packets as are allowed. */
    CreateOutcome create(UserId operator, String idempotencyKey, String requestHash, CampaignCommand command) {
        try {
            Optional<Campaign> known = campaigns.findByKey(operator, idempotencyKey);
            if (known.isEmpty()) {
                List<SetId> sets = openSets.get();
                if (sets.isEmpty()) {
                    return new CreateOutcome.Unavailable();
                }
                CampaignPlan plan = cut.cut(command.prizes(), command.perUserCap(), sets);
                if (plan.packets().size() > packetsMax) {
                    throw new TooManyPacketsException();
                }
                campaigns.add(campaign(requestHash, command), operator, idempotencyKey, plan);
                known = campaigns.findByKey(operator, idempotencyKey);
            }
            if (known.isEmpty()) {
                // Refused meanwhile, by a twin of this request.
                return new CreateOutcome.Unavailable();
            }
            return known.get().requestHash().equals(requestHash) ? goOn(known.get()) : new CreateOutcome.KeyReused();
        } catch (RuntimeException e) {
            if (!isWorthRepeating(e)) {
                throw e;
            }
            LOG.warn("a campaign waits for its databases: {}", e.toString());
            return new CreateOutcome.Unavailable();
        }
    }

    private static boolean isWorthRepeating(RuntimeException failure) {
        return switch (DatabaseFailure.of(failure)) {
            case UNAVAILABLE, RETRYABLE -> true;
            case DUPLICATE_KEY, MISSING_PARENT, OTHER -> false;
        };
    }

    private Campaign campaign(String requestHash, CampaignCommand command) {
        return new Campaign(
                numbers.getAsLong(),
                requestHash,
                command.name(),
                command.sponsor().value(),
                command.budgetFen(),
                command.prizesTotal(),
                command.perUserCap(),
                command.claimSeconds(),
                command.startsAt(),
                command.endsAt(),
                Campaign.Stage.ORDERED,
                false,
                0,
                Trace.currentId(),
                now());
    }

    /** From wherever the campaign stands to where it is paid or refused. Two at once do no harm. */
    CreateOutcome goOn(Campaign campaign) {
        if (campaign.stage() != Campaign.Stage.ORDERED) {
            return campaign.stage() == Campaign.Stage.REFUSED
                    ? new CreateOutcome.InsufficientBalance()
                    : new CreateOutcome.Created(campaign);
        }
        List<CampaignPlan.Packet> plan = campaigns.packets(campaign.campaignId());
        packets.order(campaign, plan);
        return switch (charges.charge(campaign, plan)) {
            case CHARGED -> activate(campaign, plan);
            case SPONSOR_FROZEN -> giveUp(campaign, plan, new CreateOutcome.SponsorFrozen());
            case INSUFFICIENT_BALANCE -> giveUp(campaign, plan, new CreateOutcome.InsufficientBalance());
            case VOIDED -> cancel(campaign, plan, new CreateOutcome.InsufficientBalance());
            case UNKNOWN -> new CreateOutcome.Unavailable();
        };
    }

    private CreateOutcome giveUp(Campaign campaign, List<CampaignPlan.Packet> plan, CreateOutcome refusal) {
        return switch (charges.voidCharge(campaign, plan)) {
            case VOIDED -> cancel(campaign, plan, refusal);
            case CHARGED -> activate(campaign, plan);
            case UNKNOWN -> new CreateOutcome.Unavailable();
        };
    }

    private CreateOutcome activate(Campaign campaign, List<CampaignPlan.Packet> plan) {
        packets.activate(campaign.campaignId(), Campaigns.setsOf(plan));
        campaigns.funded(campaign.campaignId());
        return new CreateOutcome.Created(campaign);
    }

    private CreateOutcome cancel(Campaign campaign, List<CampaignPlan.Packet> plan, CreateOutcome refusal) {
        packets.cancel(campaign.campaignId(), Campaigns.setsOf(plan));
        campaigns.refused(campaign.campaignId());
        return refusal;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The campaign would need too many packets. */
    static final class TooManyPacketsException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
