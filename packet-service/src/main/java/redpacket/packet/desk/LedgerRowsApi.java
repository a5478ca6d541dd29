package redpacket.packet.desk;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/** The ledger's rows of a packet, at account-service. */
interface LedgerRowsApi {
    @GetExchange("/internal/v1/packets/{packetId}/entries")
    Rows of(@PathVariable("packetId") String packetId);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Rows(List<Row> items) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Row(String transferId, String account, @Nullable String userId, String kind, long amountFen, Instant at) {}
}
