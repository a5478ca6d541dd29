package redpacket.gateway.admit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.problem.Problem;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.model.Call;

/** What the client hears where a call that was let in has failed. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** A problem as it is; anything else is a bug of ours, and is logged. */
    public static Answer answer(Call call, String traceId, Throwable failure) {
        if (failure instanceof Problem problem) {
            return Answer.of(problem);
        }
        LOG.atError().addKeyValue("traceId", traceId).setCause(failure).log("unexpected failure of {}", call.name());
        return Answer.of(Problem.of(500, "INTERNAL", "Something went wrong on our side."));
    }
}
