package redpacket.packet.campaign;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.client.ServiceCallException;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;

/** Charges of campaigns at account-service. A call without an answer has an unknown outcome; a repeat finds it. */
final class AccountCampaignCharges implements CampaignCharges {
    private static final Logger LOG = LoggerFactory.getLogger(AccountCampaignCharges.class);
    private static final int PACKETS_A_CALL_MAX = 500;

    private final CampaignChargeApi account;
    private final PacketIdCodec codec;

    AccountCampaignCharges(CampaignChargeApi account, PacketIdCodec codec) {
        this.account = account;
        this.codec = codec;
    }

    @Override
    public ChargeOutcome charge(Campaign campaign, List<CampaignPlan.Packet> packets) {
        List<CampaignChargeApi.Price> prices = packets.stream()
                .map(packet -> new CampaignChargeApi.Price(codec.encode(packet.id()), packet.totalFen()))
                .toList();
        try {
            CampaignChargeApi.ChargeRequest request = new CampaignChargeApi.ChargeRequest(campaign.sponsorId(), prices);
            return switch (account.charge(request).outcome()) {
                case "CHARGED" -> ChargeOutcome.CHARGED;
                case "USER_FROZEN" -> ChargeOutcome.SPONSOR_FROZEN;
                case "INSUFFICIENT_BALANCE" -> ChargeOutcome.INSUFFICIENT_BALANCE;
                case "VOIDED" -> ChargeOutcome.VOIDED;
                default -> ChargeOutcome.UNKNOWN;
            };
        } catch (ServiceCallException e) {
            LOG.warn("the charge of a campaign has an unknown outcome: {}", e.getMessage());
            return ChargeOutcome.UNKNOWN;
        }
    }

    @Override
    public VoidOutcome voidCharge(Campaign campaign, List<CampaignPlan.Packet> packets) {
        // The first packet's charge stands for all.
        String packetId = codec.encode(packets.getFirst().id());
        try {
            CampaignChargeApi.VoidRequest request = new CampaignChargeApi.VoidRequest(campaign.sponsorId());
            return switch (account.voidCharge(packetId, request).outcome()) {
                case "VOIDED" -> VoidOutcome.VOIDED;
                case "CHARGED" -> VoidOutcome.CHARGED;
                default -> VoidOutcome.UNKNOWN;
            };
        } catch (ServiceCallException e) {
            LOG.warn("the void of a campaign's charge has an unknown outcome: {}", e.getMessage());
            return VoidOutcome.UNKNOWN;
        }
    }

    @Override
    public boolean isHome(List<PacketId> packets) {
        try {
            for (int from = 0; from < packets.size(); from += PACKETS_A_CALL_MAX) {
                List<String> some = packets.subList(from, Math.min(packets.size(), from + PACKETS_A_CALL_MAX)).stream()
                        .map(codec::encode)
                        .toList();
                Integer holding = account.escrow(new CampaignChargeApi.EscrowRequest(some))
                        .packetsHolding();
                if (holding == null || holding != 0) {
                    return false;
                }
            }
            return true;
        } catch (ServiceCallException e) {
            LOG.warn("the escrow of a campaign is not known: {}", e.getMessage());
            return false;
        }
    }
}
