package redpacket.account.deadletter;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.audit.AuditAction;
import redpacket.common.audit.AuditLog;
import redpacket.common.audit.Reason;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.common.process.ProcessSettings;

/** Dead letters, for operators. */
@RestController
final class DeadLettersEndpoint {
    private static final int LETTERS_MAX = 100;

    private final DeadLetterBox box;
    private final AuditLog audit;

    DeadLettersEndpoint(ProcessSettings process, AuditLog audit) {
        this.box = new DeadLetterBox(process.kafka().bootstrapServers());
        this.audit = audit;
    }

    @GetMapping("/internal/v1/dead-letters")
    Letters letters() {
        try {
            return new Letters(box.open(LETTERS_MAX));
        } catch (KafkaException e) {
            throw unavailable();
        }
    }

    /** At most 100 at a time. */
    @PostMapping("/internal/v1/dead-letters/resend")
    Resent resend(UserId operator, @RequestBody(required = false) @Nullable Reason request) {
        audit.record(operator, AuditAction.DEAD_LETTERS_RESENT, "dead-letters", null, Reason.of(request));
        try {
            return new Resent(box.resend(LETTERS_MAX));
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
    }

    private static Problem unavailable() {
        return Problem.unavailable(
                "UNAVAILABLE", "Kafka does not answer; nothing is lost. Ask again.", Duration.ofSeconds(2));
    }

    record Letters(List<DeadLetterBox.Letter> items) {}

    record Resent(int resent) {}
}
