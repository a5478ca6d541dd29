package redpacket.gateway.shake;

import reactor.core.publisher.Mono;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.AnswersAtOnce;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.CallClass;

/** Answers shakes that cannot win at this moment. A shake that may win goes by its route to {@link ShakeFilter}. */
final class ShakesAtOnce implements AnswersAtOnce {
    private final Shake shake;
    private final ShakeFilter filter;

    ShakesAtOnce(Shake shake, ShakeFilter filter) {
        this.shake = shake;
        this.filter = filter;
    }

    @Override
    public boolean serves(AdmittedRequest request) {
        return request.call().callClass() == CallClass.SHAKE && shake.nothing() != null;
    }

    @Override
    public Mono<Answer> answer(AdmittedRequest request) {
        ShakeOutcome.Nothing nothing = shake.nothing();
        // A prize has become due since this shake was admitted, so it may win.
        return nothing == null ? filter.answer(request) : Mono.just(filter.answer(nothing));
    }
}
