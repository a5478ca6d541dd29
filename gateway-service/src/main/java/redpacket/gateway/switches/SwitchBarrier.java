package redpacket.gateway.switches;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redpacket.common.control.Switch;
import redpacket.common.control.Switches;
import redpacket.common.problem.Problem;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.Barrier;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.Call;
import redpacket.gateway.model.CallClass;
import redpacket.gateway.shed.LoadHint;

/**
 * Answers for what is turned off, so that no service is asked for it. A shake is no refusal: it wins nothing.
 *
 * <p>Names and avatars, and new packets by their kind, are the services' own to leave out: only they see them.
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
        Switch part = switchOf(request.call());
        if (part == null || switches.isOn(part)) {
            return null;
        }
        return part == Switch.SHAKE_PRIZES
                ? hint.nothing(comeBack)
                : Answer.of(Problem.unavailable("SWITCHED_OFF", "This part is turned off for a while.", comeBack));
    }

    @Override
    public boolean wouldStop(AdmittedRequest request) {
        Switch part = switchOf(request.call());
        return part != null && !switches.isOn(part);
    }

    static @Nullable Switch switchOf(Call call) {
        CallClass callClass = call.callClass();
        if (callClass == CallClass.SHARE) {
            return Switch.SHARES;
        }
        if (callClass == CallClass.SHAKE) {
            return Switch.SHAKE_PRIZES;
        }
        return switch (call.template()) {
            case "/v1/packets/sent", "/v1/packets/received", "/v1/wallet/entries" -> Switch.LISTS;
            case "/v1/packets/statistics" -> Switch.STATISTICS;
            case "/v1/events" -> Switch.PUSH;
            default -> null;
        };
    }
}
