package redpacket.packet.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;

/** Campaigns in the control schema. */
interface Campaigns {
    /** Stores it, with its packets and prizes; false when the operator's key is taken. */
    boolean add(Campaign campaign, UserId operator, String idempotencyKey, CampaignPlan plan);

    Optional<Campaign> find(long campaignId);

    Optional<Campaign> findByKey(UserId operator, String idempotencyKey);

    List<CampaignPlan.Packet> packets(long campaignId);

    /** ORDERED → FUNDED; may be repeated. */
    void funded(long campaignId);

    /** ORDERED → REFUSED, which frees its key; may be repeated. */
    void refused(long campaignId);

    /** FUNDED → SETTLED. */
    void settled(long campaignId, Instant at);

    /** False when the campaign is past this step. */
    boolean pause(long campaignId, Instant now);

    /** The rest is allocated evenly from now on. */
    boolean resume(long campaignId, Instant now);

    boolean end(long campaignId, Instant now);

    /** Made before this instant and not paid yet. */
    List<Campaign> leftHalfWay(Instant before, int most);

    /** Paid, not settled, and past their claim time. */
    List<Campaign> due(Instant now, int most);

    Tally tally(long campaignId);

    /** How many of its prizes are allocated and won. */
    record Tally(int allocated, int won, long wonFen) {}

    /** The sets that hold packets of the campaign. */
    static List<SetId> setsOf(List<CampaignPlan.Packet> packets) {
        return packets.stream()
                .map(CampaignPlan.Packet::id)
                .map(PacketId::set)
                .distinct()
                .toList();
    }
}
