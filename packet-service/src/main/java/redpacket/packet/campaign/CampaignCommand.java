package redpacket.packet.campaign;

import java.time.Instant;
import java.util.List;
import redpacket.common.id.UserId;

/** A valid request of an operator for a campaign. */
record CampaignCommand(
        String name,
        UserId sponsor,
        long budgetFen,
        List<PrizeLine> prizes,
        Instant startsAt,
        Instant endsAt,
        int perUserCap,
        long claimSeconds) {
    CampaignCommand {
        prizes = List.copyOf(prizes);
    }

    int prizesTotal() {
        return prizes.stream().mapToInt(PrizeLine::quantity).reduce(0, Math::addExact);
    }
}
