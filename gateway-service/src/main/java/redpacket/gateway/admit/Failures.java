package redpacket.gateway.admit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.problem.Problem;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.model.Call;

/** The answers for calls that failed after they were let in. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The answer for a problem; any other failure is a bug, and is logged. */
    public static Answer answer(Call call, String traceId, Throwable failure) {
        if (failure instanceof Problem problem) {
            return Answer.of(problem);
        }
        LOG.atError().addKeyValue("traceId", traceId).setCause(failure).log("unexpected failure of {}", call.name());
        return Answer.of(Problem.of(500, "INTERNAL", "An unexpected error occurred in the service."));
    }
}
