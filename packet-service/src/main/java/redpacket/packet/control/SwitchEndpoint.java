package redpacket.packet.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.audit.AuditAction;
import redpacket.common.audit.AuditLog;
import redpacket.common.audit.Reason;
import redpacket.common.control.ControlDocument;
import redpacket.common.control.Switch;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;

/** The degrade switches, for operators. */
@RestController
@RequestMapping("/internal/v1/switches")
final class SwitchEndpoint {
    private static final Duration COME_BACK_AFTER = Duration.ofMillis(500);

    private final ControlSets control;
    private final AuditLog audit;

    SwitchEndpoint(ControlSets control, AuditLog audit) {
        this.control = control;
        this.audit = audit;
    }

    @GetMapping
    SwitchesAnswer all() {
        return new SwitchesAnswer(
                document().switches().stream().map(SwitchEndpoint::answer).toList());
    }

    @PutMapping("/{name}")
    SwitchAnswer turn(UserId operator, @PathVariable("name") String name, @RequestBody SwitchRequest request) {
        Switch part = Switch.parse(name).orElseThrow(Problem::notFound);
        Boolean on = request.on();
        if (on == null) {
            throw Problem.invalid("INVALID_SWITCH", "on is true or false.");
        }
        String reason = Reason.optional(request.reason());
        audit.record(operator, AuditAction.SWITCH, name, on ? "on" : "off", reason);
        control.turn(part, on, reason == null ? "turned by an operator" : reason);
        return document().switches().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .map(SwitchEndpoint::answer)
                .orElseThrow();
    }

    private ControlDocument document() {
        return control.document()
                .orElseThrow(() -> Problem.unavailable(
                        "UNAVAILABLE", "What operators have decided was not read yet.", COME_BACK_AFTER));
    }

    private static SwitchAnswer answer(ControlDocument.SwitchEntry entry) {
        String cost = Switch.parse(entry.name()).map(Switch::cost).orElse("");
        return new SwitchAnswer(entry.name(), entry.on(), entry.why(), entry.since(), cost);
    }

    record SwitchRequest(@Nullable Boolean on, @Nullable String reason) {}

    record SwitchesAnswer(List<SwitchAnswer> items) {}

    /** since is left out for a switch that was never turned; cost names the loss to users while it is off. */
    record SwitchAnswer(
            String name, boolean on, String why, @Nullable Instant since, String cost) {}
}
