package redpacket.gateway.forward;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.problem.Problem;
import redpacket.gateway.answer.Answer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns what a service said into what the client hears: every refusal is a whole problem, whoever made it. */
final class ServiceWords {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceWords.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Duration comeBack;

    ServiceWords(Duration comeBack) {
        this.comeBack = comeBack;
    }

    Answer answer(ServiceAnswer said) {
        if (said.status() < 300) {
            return new Answer(said.status(), Answer.JSON, said.body(), null, Answer.By.SERVICE);
        }
        if (said.isProblem() && isWhole(said)) {
            return new Answer(said.status(), Answer.PROBLEM, said.body(), said.retryAfter(), Answer.By.SERVICE);
        }
        return Answer.of(problemFor(said.status()));
    }

    /** The refusal where no answer came, or none that could be used. */
    Problem unavailable() {
        return Problem.unavailable("UNAVAILABLE", "This part is not to be had at present; come back soon.", comeBack);
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
            case 400 -> Problem.invalid("INVALID_REQUEST", "The request is not what this call takes.");
            case 404 -> Problem.notFound();
            case 405 -> Problem.of(status, "METHOD_NOT_ALLOWED", "This method is not for this path.");
            case 406 -> Problem.of(status, "NOT_ACCEPTABLE", "The answers here are application/json.");
            case 413 -> Problem.of(status, "BODY_TOO_LARGE", "The body is too large.");
            case 415 -> Problem.of(status, "UNSUPPORTED_MEDIA_TYPE", "Send application/json.");
            case 422 -> Problem.of(status, "INVALID_REQUEST", "The request is not what this call takes.");
            case 429 -> Problem.tooMany("RATE_LIMITED", "Too much at once; come back in a moment.", comeBack);
            case 500 -> Problem.of(status, "INTERNAL", "Something went wrong on our side.");
            case 503 -> unavailable();
            default -> {
                LOG.error("a service answered {} without a problem: do the service keys agree?", status);
                yield unavailable();
            }
        };
    }
}
