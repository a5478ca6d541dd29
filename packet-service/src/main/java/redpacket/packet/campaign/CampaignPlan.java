package redpacket.packet.campaign;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;

/** The packets of a campaign, and its prizes in the order of their allocation. */
record CampaignPlan(List<Packet> packets, List<Prize> prizes) {
    CampaignPlan {
        packets = List.copyOf(packets);
        prizes = List.copyOf(prizes);
    }

    /** Whether the shares of a packet are fixed amounts, or drawn. */
    enum Kind {
        CASH,
        SEED
    }

    record Packet(PacketId id, Kind kind, long totalFen, int count) {}

    /**
     * A prize.
     *
     * @param number unique as a packet's is
     * @param amountFen what its winner gets; null where that is drawn
     * @param worthFen of the campaign's budget
     * @param shares of its packet that it stands for
     */
    record Prize(long number, PacketId packet, @Nullable Long amountFen, long worthFen, int shares) {}
}
