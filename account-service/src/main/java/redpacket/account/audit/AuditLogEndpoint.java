package redpacket.account.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.audit.AuditAction;
import redpacket.common.audit.AuditEntry;
import redpacket.common.audit.AuditLog;
import redpacket.common.client.ServiceCallException;
import redpacket.common.problem.Problem;
import redpacket.common.web.Paging;

/** The changes by operators at account-service and packet-service, newest first. */
@RestController
final class AuditLogEndpoint {
    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(1);

    private final AuditLog own;
    private final AuditApi packet;

    AuditLogEndpoint(AuditLog own, AuditApi packet) {
        this.own = own;
        this.packet = packet;
    }

    /** 503 where packet-service does not answer: a log with gaps would look whole. */
    @GetMapping("/internal/v1/audit-log")
    Paging.Page<EntryAnswer> entries(Paging paging) {
        List<AuditEntry> newest = Stream.concat(
                        own.before(paging.before(), paging.rowsToRead()).stream(),
                        ofPacketService(paging.before(), paging.rowsToRead()).stream())
                .sorted(Comparator.comparingLong(AuditEntry::entryId).reversed())
                .limit(paging.rowsToRead())
                .toList();
        return paging.page(newest, AuditEntry::entryId).map(EntryAnswer::of);
    }

    private List<AuditEntry> ofPacketService(long before, int limit) {
        try {
            return packet.before(before, limit).items();
        } catch (ServiceCallException e) {
            throw Problem.unavailable(
                    "UNAVAILABLE", "packet-service does not answer with its part of the log.", COME_BACK_AFTER);
        }
    }

    record EntryAnswer(
            String entryId,
            String operatorId,
            AuditAction action,
            String subject,
            @Nullable String detail,
            @Nullable String reason,
            Instant at) {
        static EntryAnswer of(AuditEntry entry) {
            return new EntryAnswer(
                    Long.toString(entry.entryId()),
                    Long.toString(entry.operatorId()),
                    entry.action(),
                    entry.subject(),
                    entry.detail(),
                    entry.reason(),
                    entry.at());
        }
    }
}
