package redpacket.gateway.shake;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import redpacket.gateway.admit.AdmitAtOnce;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.CountAnswers;
import redpacket.gateway.model.Call;
import redpacket.gateway.model.CallTable;

/**
 * Answers the shakes of a stampede, which win nothing, from the request's head alone: no publisher, no framework, no
 * hop. A shake that may win, and one that is not plain, goes the long way through {@link ShakeFilter}.
 */
final class ShakeAtOnce {
    static final String METHOD = "POST";
    static final String TARGET = "/v1/shake";

    private final Call call;
    private final AdmitAtOnce edge;
    private final Shake shake;
    private final NextShake next;
    private final CountAnswers count;

    ShakeAtOnce(AdmitAtOnce edge, Shake shake, NextShake next, CountAnswers count) {
        if (!(CallTable.PUBLIC.match(METHOD, TARGET) instanceof CallTable.Match.Found found)) {
            throw new IllegalStateException(METHOD + " " + TARGET + " is no call");
        }
        this.call = found.call();
        this.edge = edge;
        this.shake = shake;
        this.next = next;
        this.count = count;
    }

    /** An answer, and what its headers say. */
    record Told(Answer answer, String traceId, String rateLimitPolicy, String rateLimit) {}

    /** The answer to a shake with this head; null where it has to go the long way. */
    @Nullable
    Told tell(HttpHeaders headers) {
        ShakeOutcome.Nothing nothing = shake.nothing();
        AdmitAtOnce.Admission admission = nothing == null ? null : edge.admit(call, headers);
        if (nothing == null || admission == null) {
            return null;
        }
        Answer answer = admission.stopped();
        if (answer == null) {
            answer = Answer.of(200, Answer.JSON, ShakeFilter.nothing(next.millis(nothing.behindIsAway())));
            edge.left(admission.request());
        }
        count.count(call.name(), answer, admission.request().begunNanos());
        return new Told(answer, admission.request().traceId(), admission.rateLimitPolicy(), admission.rateLimit());
    }
}
