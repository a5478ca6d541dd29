package redpacket.gateway.forward;

import reactor.core.publisher.Mono;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.Answers;
import redpacket.gateway.answer.AnswersAtOnce;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.Call;

/** Grabs and opens without a body, which are most of all calls, without the web framework. */
final class ForwardAtOnce implements AnswersAtOnce {
    private static final byte[] NO_BODY = {};

    private final Answers answers;

    ForwardAtOnce(Answers answers) {
        this.answers = answers;
    }

    @Override
    public boolean serves(Call call) {
        return call.isGrabOrOpen();
    }

    @Override
    public Mono<Answer> answer(AdmittedRequest request) {
        return answers.answer(request, NO_BODY);
    }
}
