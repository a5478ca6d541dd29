package redpacket.gateway.admit;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.AnswersAtOnce;
import redpacket.gateway.model.AdmittedRequest;

/**
 * What the admission decides. A request with one of the last two outcomes must be given back: {@link Admission#left}.
 */
public sealed interface Outcome {
    /**
     * Answered by the edge itself; nothing is held.
     *
     * @param call for metrics
     * @param headers further headers of the answer
     */
    record Refuse(
            String call,
            Answer answer,
            Map<String, String> headers,
            @Nullable RateHeaders rate,
            String traceId,
            long begunNanos)
            implements Outcome {}

    /** Answered without a route: from memory, or by the owner of the packet. */
    record AnswerAtOnce(AdmittedRequest request, AnswersAtOnce answers, RateHeaders rate) implements Outcome {}

    /** Goes on to its route. */
    record Route(AdmittedRequest request, RateHeaders rate) implements Outcome {}
}
