package redpacket.gateway.answer;

import reactor.core.publisher.Mono;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.Call;

/** Answers calls without a body that need nothing of the web framework. */
public interface AnswersAtOnce {
    /** Whether it answers this call now. Asked before the request is let in. */
    boolean serves(Call call);

    /** The answer to a request that was let in. A failure is a {@link redpacket.common.problem.Problem}. */
    Mono<Answer> answer(AdmittedRequest request);
}
