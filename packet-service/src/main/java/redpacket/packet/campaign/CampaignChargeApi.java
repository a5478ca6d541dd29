package redpacket.packet.campaign;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PostExchange;

/** Charges of campaigns at account-service. */
interface CampaignChargeApi {
    @PostExchange("/internal/v1/campaign-charges")
    Answer charge(@RequestBody ChargeRequest request);

    @PostExchange("/internal/v1/charges/{packetId}/void")
    Answer voidCharge(@PathVariable("packetId") String packetId, @RequestBody VoidRequest request);

    @PostExchange("/internal/v1/escrow")
    EscrowAnswer escrow(@RequestBody EscrowRequest request);

    record Price(String packetId, long totalFen) {}

    record ChargeRequest(long sponsorId, List<Price> packets) {}

    record VoidRequest(long senderId) {}

    record EscrowRequest(List<String> packetIds) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(String outcome) {
        public Answer {
            outcome = Objects.requireNonNullElse(outcome, "");
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record EscrowAnswer(@Nullable Integer packetsHolding) {}
}
