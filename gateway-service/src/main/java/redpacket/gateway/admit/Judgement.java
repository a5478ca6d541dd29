package redpacket.gateway.admit;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import redpacket.gateway.answer.AnswersAtOnce;
import redpacket.gateway.model.AdmittedRequest;

/** What a head says of its request, before anything is taken for it. */
public sealed interface Judgement {
    /** Refused for good. */
    record Refused(Outcome.Refuse refuse) implements Judgement {}

    /** The token is not remembered: it has to be verified, then the head is judged again. */
    record Unverified(String token, String call, Arrival arrival) implements Judgement {}

    /**
     * May be let in.
     *
     * @param bucket the rate of the user
     * @param answers the component that answers it without a route, if any
     * @param wouldStop whether a barrier would stop it as things are
     */
    record Admissible(
            AdmittedRequest request,
            AtomicLong bucket,
            @Nullable AnswersAtOnce answers,
            boolean wouldStop) implements Judgement {}
}
