package redpacket.grab.open;

import java.time.Duration;
import redpacket.common.problem.Problem;
import redpacket.common.web.Failures;
import redpacket.grab.lane.LaneUnavailableException;

/** The refusals of grabs and opens. */
final class OpenProblems {
    private static final Duration COME_BACK_AFTER = Duration.ofMillis(500);

    private OpenProblems() {}

    static Problem unavailable() {
        return Problem.unavailable(
                "UNAVAILABLE",
                "The packet cannot be opened at the moment. Send the same request again.",
                COME_BACK_AFTER);
    }

    static Problem notInAudience() {
        return Problem.of(403, "NOT_IN_AUDIENCE", "This packet is for others.");
    }

    static Problem wrongPassword() {
        return Problem.of(403, "WRONG_PASSWORD", "This password does not open the packet; there are five tries.");
    }

    static Problem of(Exception failure, Failures failures) {
        return failure instanceof LaneUnavailableException ? unavailable() : failures.problemOf(failure);
    }
}
