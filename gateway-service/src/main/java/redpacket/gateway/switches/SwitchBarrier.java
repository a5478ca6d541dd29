package redpacket.gateway.switches;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redpacket.common.control.Switch;
import redpacket.common.control.Switches;
import redpacket.common.problem.Problem;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.Barrier;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.shed.LoadHint;

/**
 * Answers calls whose part is turned off. A shake is not refused: it wins nothing.
 *
 * <p>The services themselves leave out names and avatars, and new packets by their kind, which only they see.
 */
final class SwitchBarrier implements Barrier {
    private final Switches switches;
    private final Duration comeBack;
    private final LoadHint hint;

    SwitchBarrier(Switches switches, SwitchSettings settings, LoadHint hint) {
        this.switches = switches;
        this.comeBack = Duration.ofMillis(settings.comeBackMillis());
        this.hint = hint;
    }

    @Override
    public @Nullable Answer stop(AdmittedRequest request) {
        Switch part = request.call().part();
        if (part == null || switches.isOn(part)) {
            return null;
        }
        return part == Switch.SHAKE_PRIZES
                ? hint.nothing(comeBack)
                : Answer.of(Problem.unavailable("SWITCHED_OFF", "This part is turned off at present.", comeBack));
    }

    @Override
    public boolean wouldStop(AdmittedRequest request) {
        Switch part = request.call().part();
        return part != null && !switches.isOn(part);
    }
}
