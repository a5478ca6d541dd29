package redpacket.packet.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of POST /ops/v1/campaigns, as it came. */
record CampaignRequest(
        @Nullable String name,
        @Nullable String sponsorId,
        @Nullable Long budgetFen,
        @Nullable List<@Nullable PrizeRequest> prizes,
        @Nullable String startsAt,
        @Nullable String endsAt,
        @Nullable Long perUserCap,
        @Nullable Long claimSeconds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {

    record PrizeRequest(
            @Nullable String kind,
            @Nullable Long amountFen,
            @Nullable Long totalFen,
            @Nullable Long shares,
            @Nullable Long quantity) {}
}
