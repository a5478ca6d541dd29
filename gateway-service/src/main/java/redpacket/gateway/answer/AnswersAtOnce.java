package redpacket.gateway.answer;

import reactor.core.publisher.Mono;
import redpacket.gateway.model.AdmittedRequest;

/** Answers calls without a body from memory or by the owner of a packet, without a route. */
public interface AnswersAtOnce {
    /** Whether it answers this request now. Asked before the request is let in. */
    boolean serves(AdmittedRequest request);

    /** The answer to a request that was let in. A failure is a {@link redpacket.common.problem.Problem}. */
    Mono<Answer> answer(AdmittedRequest request);
}
