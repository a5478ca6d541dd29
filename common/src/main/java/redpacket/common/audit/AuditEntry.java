package redpacket.common.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change by an operator.
 *
 * @param entryId grows with time, over all services
 * @param operatorId the subject of the operator's token
 * @param subject the set, switch, campaign, user or correction that changes
 * @param detail the new value, where the action does not say it
 */
public record AuditEntry(
        long entryId,
        long operatorId,
        AuditAction action,
        String subject,
        @Nullable String detail,
        @Nullable String reason,
        Instant at) {}
