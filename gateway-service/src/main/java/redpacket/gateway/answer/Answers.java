package redpacket.gateway.answer;

import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import redpacket.common.problem.Problem;
import tools.jackson.databind.json.JsonMapper;

/** Writes the answers that the gateway gives itself. */
public final class Answers {
    private static final JsonMapper JSON = new JsonMapper();

    private Answers() {}

    public static Mono<Void> problem(ServerHttpResponse response, Problem problem) {
        if (response.isCommitted()) {
            return Mono.error(problem);
        }
        HttpHeaders headers = response.getHeaders();
        String retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) {
            headers.set(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        if (problem.status() == 401) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return write(
                response, problem.status(), MediaType.APPLICATION_PROBLEM_JSON, JSON.writeValueAsBytes(problem.body()));
    }

    public static Mono<Void> json(ServerHttpResponse response, String body) {
        return write(response, 200, MediaType.APPLICATION_JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Mono<Void> write(ServerHttpResponse response, int status, MediaType type, byte[] body) {
        response.setStatusCode(HttpStatusCode.valueOf(status));
        response.getHeaders().setContentType(type);
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }
}
