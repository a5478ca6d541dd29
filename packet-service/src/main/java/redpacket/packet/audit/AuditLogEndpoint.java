package redpacket.packet.audit;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.audit.AuditEntry;
import redpacket.common.audit.AuditLog;
import redpacket.common.problem.Problem;

/** Called by account-service alone, which answers operators with all services' entries. */
@RestController
final class AuditLogEndpoint {
    private static final int LIMIT_MAX = 1_000;

    private final AuditLog audit;

    AuditLogEndpoint(AuditLog audit) {
        this.audit = audit;
    }

    @GetMapping("/internal/v1/audit-log")
    Entries entries(@RequestParam("before") long before, @RequestParam("limit") int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw Problem.invalid("INVALID_LIMIT", "limit is from 1 to " + LIMIT_MAX + ".");
        }
        return new Entries(audit.before(before, limit));
    }

    record Entries(List<AuditEntry> items) {}
}
