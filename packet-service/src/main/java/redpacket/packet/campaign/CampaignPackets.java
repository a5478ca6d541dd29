package redpacket.packet.campaign;

import java.util.List;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;

/** The packets of campaigns on the primaries of their sets. Every step may be repeated. */
interface CampaignPackets {
    /** Writes those that are not there, ORDERED. */
    void order(Campaign campaign, List<CampaignPlan.Packet> packets);

    /** ORDERED → ACTIVE, with the rows that expiry reads. */
    void activate(long campaignId, List<SetId> sets);

    /** ORDERED → CANCELLED. Only after their charge was voided (rule S2). */
    void cancel(long campaignId, List<SetId> sets);

    /** Those that have no last entry yet. */
    List<PacketId> open(long campaignId, List<SetId> sets, int most);

    Opened opened(long campaignId, List<SetId> sets);

    /**
     * The totals of the logs.
     *
     * @param prizes that were opened by their winners
     */
    record Opened(int prizes, long openedFen, long returnedFen) {
        Opened plus(Opened other) {
            return new Opened(
                    prizes + other.prizes,
                    Math.addExact(openedFen, other.openedFen),
                    Math.addExact(returnedFen, other.returnedFen));
        }
    }
}
