package redpacket.gateway.fastpath;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.gateway.admit.Admission;
import redpacket.gateway.admit.Judgement;
import redpacket.gateway.admit.ListenerCalls;
import redpacket.gateway.admit.Outcome;
import redpacket.gateway.admit.RequestHead;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.CountAnswers;
import redpacket.gateway.model.AdmittedRequest;

/**
 * The admission in front of the web framework. It answers a request from its head where the outcome is a refusal. It
 * also answers calls from memory, or by their owner. Every other request goes by the routed path, untouched.
 */
final class FastPath {
    private static final Logger LOG = LoggerFactory.getLogger(FastPath.class);
    private static final int REFUSED = 400;
    /** Headers that the framework must judge. */
    private static final List<AsciiString> FOR_THE_FRAMEWORK = List.of(
            AsciiString.cached("transfer-encoding"),
            AsciiString.cached("expect"),
            AsciiString.cached("upgrade"),
            AsciiString.cached("origin"));

    private final Admission admission;
    private final ListenerCalls publicCalls;
    private final CountAnswers count;
    private final Counter counter;

    FastPath(Admission admission, ListenerCalls publicCalls, CountAnswers count, MeterRegistry meters) {
        this.admission = admission;
        this.publicCalls = publicCalls;
        this.count = count;
        this.counter = Counter.builder("redpacket.gateway.fast.path.answers")
                .description("Requests answered by the fast path, in front of the web framework")
                .register(meters);
    }

    /** The call that this head begins, not started yet; null where the request goes by the routed path. */
    @Nullable
    FastPathCall begin(RequestHead head) {
        if (admission.limitsAddresses() || head.method().equals("HEAD")) {
            return null;
        }
        for (AsciiString name : FOR_THE_FRAMEWORK) {
            if (head.first(name) != null) {
                return null;
            }
        }
        try {
            return switch (admission.judge(head, publicCalls, null)) {
                case Judgement.Refused refused ->
                    refused.refuse().answer().status() < REFUSED ? null : new FastPathCall(this, refused.refuse());
                case Judgement.Unverified ignored -> null;
                case Judgement.Admissible admissible ->
                    admissible.answers() != null || admissible.wouldStop() ? enter(admissible) : null;
            };
        } catch (RuntimeException e) {
            LOG.error("the fast path could not judge a head; the request goes by the routed path", e);
            return null;
        }
    }

    private @Nullable FastPathCall enter(Judgement.Admissible admissible) {
        Outcome outcome = admission.enter(admissible);
        if (outcome instanceof Outcome.Route routed) {
            // The barrier has gone meanwhile. This costs the user one request of the rate.
            admission.left(routed.request());
            return null;
        }
        return new FastPathCall(this, outcome);
    }

    /** A call that was let in has its answer, or its client has gone. */
    void left(AdmittedRequest request) {
        admission.left(request);
    }

    void count(String call, Answer answer, long begunNanos) {
        counter.increment();
        count.count(call, answer, begunNanos);
    }
}
