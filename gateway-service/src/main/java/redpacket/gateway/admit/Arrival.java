package redpacket.gateway.admit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import redpacket.common.problem.Problem;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.CountAnswers;
import redpacket.gateway.identify.TokenOutcome;

/** A request that has arrived, and the ways in which it is refused. */
record Arrival(RequestHead head, String traceId, long begunNanos) {
    private static final String REALM = "Bearer realm=\"redpacket\"";

    Judgement.Refused refused(Problem problem) {
        return refused(CountAnswers.NO_CALL, problem, null);
    }

    Judgement.Refused refused(String call, Problem problem, @Nullable RateHeaders rate) {
        return new Judgement.Refused(answer(call, Answer.of(problem), Map.of(), rate));
    }

    /** An answer to everybody. */
    Judgement.Refused answered(Answer answer, Map<String, String> headers) {
        return new Judgement.Refused(answer(CountAnswers.NO_CALL, answer, headers, null));
    }

    /** 405, or the answer to OPTIONS. */
    Judgement.Refused otherMethod(List<String> methods) {
        Map<String, String> headers = Map.of("Allow", allowed(methods));
        return head.method().equals("OPTIONS")
                ? answered(Answer.of(204, Answer.JSON, ""), headers)
                : answered(
                        Answer.of(Problem.of(405, "METHOD_NOT_ALLOWED", "This path does not take this method.")),
                        headers);
    }

    static String allowed(List<String> methods) {
        Set<String> allowed = new TreeSet<>(methods);
        allowed.add("OPTIONS");
        return String.join(", ", allowed);
    }

    Judgement.Refused unauthenticated(String call, boolean noToken) {
        return new Judgement.Refused(unauthenticated(call, noToken ? REALM : REALM + ", error=\"invalid_token\""));
    }

    private Outcome.Refuse unauthenticated(String call, String challenge) {
        return answer(
                call,
                Answer.of(Problem.of(401, "UNAUTHENTICATED", "A valid bearer token is needed.")),
                Map.of("WWW-Authenticate", challenge),
                null);
    }

    /** The refusal where the token was not verified. */
    Outcome.Refuse unverified(String call, TokenOutcome outcome) {
        return outcome instanceof TokenOutcome.KeysMissing
                ? answer(
                        call,
                        Answer.of(Problem.unavailable(
                                "UNAVAILABLE", "Tokens cannot be verified at present.", Duration.ofSeconds(1))),
                        Map.of(),
                        null)
                : unauthenticated(call, false).refuse();
    }

    private Outcome.Refuse answer(String call, Answer answer, Map<String, String> headers, @Nullable RateHeaders rate) {
        return new Outcome.Refuse(call, answer, headers, rate, traceId, begunNanos);
    }
}
