package redpacket.common.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import redpacket.common.problem.Problem;

/** The problems that a service answers for failures, without internal details. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final FailureTranslator translator;

    public Failures(FailureTranslator translator) {
        this.translator = translator;
    }

    public Problem problemOf(Exception failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (failure instanceof HttpMessageNotReadableException) {
            return Problem.invalid("INVALID_BODY", "The body is not the JSON that this call takes.");
        }
        if (failure instanceof ErrorResponse response) {
            return ofStatus(response.getStatusCode().value());
        }
        return translator.translate(failure).orElseGet(() -> {
            LOG.error("unexpected failure", failure);
            return Problem.of(500, "INTERNAL", "Something went wrong on our side.");
        });
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> Problem.notFound();
            case 405 -> Problem.of(status, "METHOD_NOT_ALLOWED", "This method is not for this path.");
            case 406 -> Problem.of(status, "NOT_ACCEPTABLE", "The answers here are application/json.");
            case 413 -> Problem.of(status, "BODY_TOO_LARGE", "The body is too large.");
            case 415 -> Problem.of(status, "UNSUPPORTED_MEDIA_TYPE", "Send application/json.");
            default ->
                HttpStatus.valueOf(status).is4xxClientError()
                        ? Problem.invalid("INVALID_REQUEST", "The request is not what this call takes.")
                        : Problem.of(500, "INTERNAL", "Something went wrong on our side.");
        };
    }
}
