package redpacket.packet.control;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.control.ControlDocument;
import redpacket.common.database.MemberGroupStatus;
import redpacket.common.problem.Problem;
import redpacket.common.set.SetState;
import redpacket.packet.set.PacketSets;

@RestController
@RequestMapping("/internal/v1")
final class SetsEndpoint {
    private final SetStates states;
    private final PacketSets sets;

    SetsEndpoint(SetStates states, PacketSets sets) {
        this.states = states;
        this.sets = sets;
    }

    @GetMapping("/control")
    ControlDocument control() {
        return states.document();
    }

    @GetMapping("/sets")
    SetList sets() {
        return new SetList(states.document().sets().stream().map(this::view).toList());
    }

    @PutMapping("/sets/{name}/state")
    SetView change(@PathVariable("name") String name, @RequestBody StateRequest request) {
        PacketSets.PacketSet set = sets.all().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(Problem::notFound);
        states.change(set.id(), request.parsed(), "by an operator");
        return states.document().sets().stream()
                .filter(entry -> entry.setId() == set.id().value())
                .map(this::view)
                .findFirst()
                .orElseThrow();
    }

    private SetView view(ControlDocument.SetEntry entry) {
        PacketSets.PacketSet set = sets.of(new redpacket.common.id.SetId(entry.setId()));
        MemberGroupStatus status = set.group().status();
        return new SetView(
                entry.name(),
                entry.state(),
                entry.why(),
                entry.since(),
                status.primary(),
                status.replicas(),
                status.semiSync(),
                status.accepting());
    }

    record StateRequest(@Nullable String state) {
        SetState parsed() {
            for (SetState candidate : SetState.values()) {
                if (candidate.name().equals(state)) {
                    return candidate;
                }
            }
            throw Problem.invalid("INVALID_STATE", "state is OPEN, MASKED or DOWN.");
        }
    }

    record SetList(List<SetView> items) {}

    record SetView(
            String setId,
            SetState state,
            String why,
            Instant since,
            @Nullable String primary,
            List<MemberGroupStatus.Replica> replicas,
            MemberGroupStatus.SemiSync semiSync,
            boolean accepting) {}
}
