package redpacket.gateway.switches;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
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
    private static final Map<String, Switch> BY_NAME =
            Arrays.stream(Switch.values()).collect(Collectors.toMap(Switch::spelling, part -> part));

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
        Switch part = switchOf(request);
        if (part == null || switches.isOn(part)) {
            return null;
        }
        return part == Switch.SHAKE_PRIZES
                ? hint.nothing(comeBack)
                : Answer.of(Problem.unavailable("SWITCHED_OFF", "This part is turned off at present.", comeBack));
    }

    @Override
    public boolean wouldStop(AdmittedRequest request) {
        Switch part = switchOf(request);
        return part != null && !switches.isOn(part);
    }

    private static @Nullable Switch switchOf(AdmittedRequest request) {
        String part = request.call().part();
        return part == null ? null : BY_NAME.get(part);
    }
}
