package redpacket.gateway.forward;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.server.ResponseStatusException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import redpacket.common.problem.Problem;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.shed.CallLimits;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Translates the answers and failures of services: every refusal that a client gets is a whole problem. */
final class ServiceWords {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceWords.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int UNAVAILABLE = 503;

    private final Duration comeBack;
    private final CallLimits limits;

    ServiceWords(Duration comeBack, CallLimits limits) {
        this.comeBack = comeBack;
        this.limits = limits;
    }

    Answer answer(AdmittedRequest request, ServiceAnswer said) {
        if (said.status() == UNAVAILABLE) {
            limits.failed(request);
        }
        if (said.status() < 300) {
            String type = said.contentType();
            boolean isJson = type == null || type.startsWith(Answer.JSON);
            return new Answer(said.status(), isJson ? Answer.JSON : type, said.body(), null, Answer.By.SERVICE);
        }
        if (said.isProblem() && isWhole(said)) {
            return new Answer(said.status(), Answer.PROBLEM, said.body(), said.retryAfter(), Answer.By.SERVICE);
        }
        return Answer.of(problemFor(said.status()));
    }

    /** The refusal of a call that got no usable answer. */
    Problem unavailable() {
        return Problem.unavailable(
                "UNAVAILABLE", "This part is not available at present. Repeat the request later.", comeBack);
    }

    /** The problem for a call without an answer; a failure that is a bug stays as it is. */
    Throwable problemFor(Throwable failure) {
        boolean expected = failure instanceof IOException
                || failure instanceof UncheckedIOException
                || failure instanceof TimeoutException
                || failure instanceof ChannelException
                || failure instanceof CallNotPermittedException
                || failure instanceof BulkheadFullException
                || failure instanceof PoolAcquirePendingLimitException
                // No instance, or the response time-out of a route.
                || failure instanceof ResponseStatusException;
        if (!expected) {
            return failure;
        }
        LOG.debug("no answer: {}", failure.toString());
        return unavailable();
    }

    private static boolean isWhole(ServiceAnswer said) {
        try {
            JsonNode problem = JSON.readTree(said.body());
            boolean retryable = said.status() == 429 || said.status() == 503;
            return problem.path("type").isString()
                    && problem.path("title").isString()
                    && problem.path("status").asInt(0) == said.status()
                    && problem.path("detail").isString()
                    && problem.path("code").isString()
                    && (!retryable || (problem.path("retryAfterMillis").isNumber() && said.retryAfter() != null));
        } catch (JacksonException ignored) {
            return false;
        }
    }

    private Problem problemFor(int status) {
        return switch (status) {
            case 400 -> Problem.invalid("INVALID_REQUEST", "The request does not have the form that this call takes.");
            case 404 -> Problem.notFound();
            case 405 -> Problem.of(status, "METHOD_NOT_ALLOWED", "This path does not take this method.");
            case 406 -> Problem.of(status, "NOT_ACCEPTABLE", "The answers of this call are application/json.");
            case 413 -> Problem.of(status, "BODY_TOO_LARGE", "The body is too large.");
            case 415 -> Problem.of(status, "UNSUPPORTED_MEDIA_TYPE", "Send application/json.");
            case 422 ->
                Problem.of(status, "INVALID_REQUEST", "The request does not have the form that this call takes.");
            case 429 ->
                Problem.tooMany(
                        "RATE_LIMITED", "There are too many requests at present. Repeat the request later.", comeBack);
            case 500 -> Problem.of(status, "INTERNAL", "Something went wrong on our side.");
            case 503 -> unavailable();
            default -> {
                LOG.error("a service answered {} without a problem: do the service keys agree?", status);
                yield unavailable();
            }
        };
    }
}
