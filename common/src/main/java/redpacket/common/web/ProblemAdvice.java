package redpacket.common.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import redpacket.common.problem.Problem;

/** Turns every failure of a service into a problem answer without internal details. */
@RestControllerAdvice
final class ProblemAdvice {
    private final Failures failures;

    ProblemAdvice(Failures failures) {
        this.failures = failures;
    }

    @ExceptionHandler
    ResponseEntity<Object> answer(Exception failure) {
        Problem problem = failures.problemOf(failure);
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        String retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) {
            headers.set(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        if (problem.isNotLeading()) {
            headers.set(Headers.NOT_LEADING, "true");
        }
        return new ResponseEntity<>(problem.body(), headers, HttpStatusCode.valueOf(problem.status()));
    }
}
