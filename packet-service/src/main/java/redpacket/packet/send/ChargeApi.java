package redpacket.packet.send;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.PostExchange;
import redpacket.common.trace.Trace;

/** Charges at account-service. */
interface ChargeApi {
    @PostExchange("/internal/v1/charges")
    Answer charge(@RequestHeader(Trace.HEADER) String trace, @RequestBody ChargeRequest request);

    @PostExchange("/internal/v1/charges/{packetId}/void")
    Answer voidCharge(
            @RequestHeader(Trace.HEADER) String trace,
            @PathVariable("packetId") String packetId,
            @RequestBody VoidRequest request);

    @PostExchange("/internal/v1/charges/key")
    Answer key(@RequestBody KeyRequest request);

    record KeyRequest(long userId, String idempotencyKey) {}

    record ChargeRequest(String packetId, long senderId, long totalFen, String idempotencyKey, String requestHash) {}

    record VoidRequest(long senderId) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(
            String outcome,
            @Nullable String packetId,
            @Nullable String zone) {
        public Answer {
            outcome = Objects.requireNonNullElse(outcome, "");
        }
    }
}
