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
import redpacket.common.database.MemberGroupStatus;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.common.process.ProcessSettings.GrabInstance;
import redpacket.common.set.SetOwners;
import redpacket.common.set.SetState;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

/** The control document for every process, and the sets for operators. */
@RestController
@RequestMapping("/internal/v1")
final class ControlEndpoint {
    private static final Duration COME_BACK_AFTER = Duration.ofMillis(500);

    private final ControlSets control;
    private final PacketSets sets;
    private final AuditLog audit;
    private final SetOwners<GrabInstance> owners;

    ControlEndpoint(ControlSets control, PacketSets sets, AuditLog audit, SetOwners<GrabInstance> owners) {
        this.owners = owners;
        this.control = control;
        this.sets = sets;
        this.audit = audit;
    }

    @GetMapping("/control")
    ControlDocument document() {
        return control.document()
                .orElseThrow(() -> Problem.unavailable(
                        "UNAVAILABLE", "What operators have decided was not read yet.", COME_BACK_AFTER));
    }

    @GetMapping("/sets")
    SetsAnswer sets() {
        return new SetsAnswer(sets.all().stream().map(this::answer).toList());
    }

    @PutMapping("/sets/{name}/state")
    SetAnswer decide(UserId operator, @PathVariable("name") String name, @RequestBody StateRequest request) {
        PacketSet set = sets.named(name).orElseThrow(Problem::notFound);
        SetState state = stateOf(request.state());
        String reason = Reason.optional(request.reason());
        audit.record(operator, AuditAction.SET_STATE, set.name(), state.name(), reason);
        control.decide(set.id(), state, reason == null ? "decided by an operator" : reason);
        return answer(set);
    }

    private static SetState stateOf(@Nullable String text) {
        for (SetState state : SetState.values()) {
            if (state.name().equals(text)) {
                return state;
            }
        }
        throw Problem.invalid("INVALID_STATE", "state is OPEN, MASKED or DOWN.");
    }

    private SetAnswer answer(PacketSet set) {
        ControlDocument.SetEntry entry = control.entryOf(set);
        MemberGroupStatus status = set.group().status();
        return new SetAnswer(
                set.name(),
                entry.state(),
                entry.why(),
                entry.since(),
                status.primary(),
                status.replicas(),
                status.semiSync(),
                status.commits(),
                status.accepting(),
                owners.nameOf(set.id()).orElse(null));
    }

    record StateRequest(@Nullable String state, @Nullable String reason) {}

    record SetsAnswer(List<SetAnswer> items) {}

    /**
     * A set for operators.
     *
     * @param primary left out when there is none; so is lagMillis of a replica when it is not known
     * @param commits on two machines since the primary started
     * @param owner the grab-service instance that owns the set while all of them run
     */
    record SetAnswer(
            String setId,
            SetState state,
            String why,
            Instant since,
            @Nullable String primary,
            List<MemberGroupStatus.Replica> replicas,
            MemberGroupStatus.SemiSync semiSync,
            long commits,
            boolean accepting,
            @Nullable String owner) {}
}
