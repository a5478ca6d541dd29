package redpacket.packet.campaign;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.trace.Trace;
import redpacket.packet.lane.Lanes;
import redpacket.packet.set.BoundedRound;

/**
 * Brings campaigns to their end: goes on with those that were left half-way, and sends home what was not claimed of
 * those that are over.
 *
 * <p>INVARIANT: a campaign is SETTLED only when every packet has its last entry and escrow holds nothing of any of
 * them. Then the winners' wallets have the opened shares, and the sponsor's wallet has the rest.
 */
final class SettleCampaigns {
    private static final Logger LOG = LoggerFactory.getLogger(SettleCampaigns.class);

    private final Campaigns campaigns;
    private final CampaignPackets packets;
    private final CampaignCharges charges;
    private final CreateCampaign create;
    private final Lanes lanes;
    private final SettleSettings settings;
    private final Clock clock;

    SettleCampaigns(
            Campaigns campaigns,
            CampaignPackets packets,
            CampaignCharges charges,
            CreateCampaign create,
            Lanes lanes,
            SettleSettings settings,
            Clock clock) {
        this.campaigns = campaigns;
        this.packets = packets;
        this.charges = charges;
        this.create = create;
        this.lanes = lanes;
        this.settings = settings;
        this.clock = clock;
    }

    /** One bounded round. A campaign whose set or shard is down delays no other one. */
    void settle() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (Campaign campaign :
                campaigns.leftHalfWay(now.minusMillis(settings.afterMillis()), settings.packetsMax())) {
            withCare(campaign, () -> create.goOn(campaign));
        }
        for (Campaign campaign : campaigns.due(now, settings.packetsMax())) {
            withCare(campaign, () -> settle(campaign, now));
        }
    }

    private static void withCare(Campaign campaign, Runnable work) {
        Trace.begin(campaign.traceId());
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("campaign {} is left for a later round: {}", campaign.campaignId(), e.toString());
        } finally {
            Trace.end();
        }
    }

    private void settle(Campaign campaign, Instant now) {
        List<CampaignPlan.Packet> plan = campaigns.packets(campaign.campaignId());
        List<SetId> sets = Campaigns.setsOf(plan);
        List<PacketId> open = packets.open(campaign.campaignId(), sets, settings.packetsMax());
        if (!open.isEmpty()) {
            try {
                new BoundedRound(settings.concurrentMax()).countDone(open, lanes::recall);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        if (charges.isHome(plan.stream().map(CampaignPlan.Packet::id).toList())) {
            campaigns.settled(campaign.campaignId(), now);
            LOG.info("campaign {} is settled", campaign.campaignId());
        }
    }
}
