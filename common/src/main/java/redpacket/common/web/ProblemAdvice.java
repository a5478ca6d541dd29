package redpacket.common.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import redpacket.common.problem.Problem;

/** Turns every failure of a service into a problem answer that tells nothing of the inside. */
@RestControllerAdvice
final class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final FailureTranslator translator;

    ProblemAdvice(FailureTranslator translator) {
        this.translator = translator;
    }

    @ExceptionHandler
    ResponseEntity<Object> answer(Exception failure) {
        Problem problem = problemOf(failure);
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        String retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) {
            headers.set(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        return new ResponseEntity<>(problem.body(), headers, HttpStatusCode.valueOf(problem.status()));
    }

    private Problem problemOf(Exception failure) {
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
