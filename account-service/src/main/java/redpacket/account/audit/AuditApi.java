package redpacket.account.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import redpacket.common.audit.AuditEntry;

/** The audit log of packet-service. */
interface AuditApi {
    @GetExchange("/internal/v1/audit-log")
    Entries before(@RequestParam("before") long before, @RequestParam("limit") int limit);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Entries(List<AuditEntry> items) {}
}
