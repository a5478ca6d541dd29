package redpacket.gateway.answer;

import reactor.core.publisher.Mono;
import redpacket.gateway.model.AdmittedRequest;

/** Answers a request that has been let in. A failure is a {@link redpacket.common.problem.Problem}. */
@FunctionalInterface
public interface Answers {
    /** The answer; body is what the client sent, empty when nothing. */
    Mono<Answer> answer(AdmittedRequest request, byte[] body);
}
