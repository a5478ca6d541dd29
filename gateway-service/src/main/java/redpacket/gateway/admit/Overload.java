package redpacket.gateway.admit;

import java.time.Duration;
import redpacket.common.problem.Problem;

/** The refusal of a request beyond a bound of the gateway. */
final class Overload {
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private Overload() {}

    static Problem problem() {
        return Problem.unavailable(
                "OVERLOADED", "There are too many requests at present. Repeat the request later.", COME_BACK);
    }
}
