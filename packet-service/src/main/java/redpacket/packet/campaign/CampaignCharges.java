package redpacket.packet.campaign;

import java.util.List;
import redpacket.common.id.PacketId;

/** The sponsor's money at account-service. Every call may be repeated. */
interface CampaignCharges {
    /** The price of every packet, or of none. */
    ChargeOutcome charge(Campaign campaign, List<CampaignPlan.Packet> packets);

    /** Makes sure that no packet is ever charged, unless all were. */
    VoidOutcome voidCharge(Campaign campaign, List<CampaignPlan.Packet> packets);

    /** Whether all that was charged for these packets is in wallets again; false also where that is not known. */
    boolean isHome(List<PacketId> packets);

    enum ChargeOutcome {
        CHARGED,
        INSUFFICIENT_BALANCE,
        SPONSOR_FROZEN,
        /** It was given up before the charge came. */
        VOIDED,
        UNKNOWN
    }

    enum VoidOutcome {
        VOIDED,
        CHARGED,
        UNKNOWN
    }
}
