package redpacket.gateway.answer;

import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** Writes an answer on the routed path, with the headers that every answer has. */
public final class WriteAnswer {
    public static final String TRACE_ID = "X-Trace-Id";
    private static final int NO_CONTENT = 204;
    private static final int TOO_SLOW = 408;
    private static final int TOO_LARGE = 413;

    private final CountAnswers count;

    WriteAnswer(CountAnswers count) {
        this.count = count;
    }

    /** Writes the answer to a call, or to {@link CountAnswers#NO_CALL}. */
    public Mono<Void> write(ServerWebExchange exchange, String call, Answer answer, String traceId, long begunNanos) {
        return write(exchange, call, answer, traceId, begunNanos, Map.of());
    }

    public Mono<Void> write(
            ServerWebExchange exchange,
            String call,
            Answer answer,
            String traceId,
            long begunNanos,
            Map<String, String> extraHeaders) {
        count.count(call, answer, begunNanos);
        ServerHttpResponse response = exchange.getResponse();
        response.setRawStatusCode(answer.status());
        HttpHeaders headers = response.getHeaders();
        headers.set(TRACE_ID, traceId);
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        String retryAfter = answer.retryAfter();
        if (retryAfter != null) {
            headers.set(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        extraHeaders.forEach(headers::set);
        boolean bodyLeftUnread = answer.status() == TOO_LARGE || answer.status() == TOO_SLOW;
        // After a final answer the client may send its body or not, so no next request can be told from it.
        boolean expects = exchange.getRequest().getHeaders().containsHeader(HttpHeaders.EXPECT);
        if ((bodyLeftUnread || expects) && isHttp1(exchange)) {
            headers.set(HttpHeaders.CONNECTION, "close");
        }
        if (answer.status() == NO_CONTENT) {
            return response.setComplete();
        }
        String contentType = answer.contentType();
        if (contentType != null) {
            headers.set(HttpHeaders.CONTENT_TYPE, contentType);
        }
        headers.setContentLength(answer.body().length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(answer.body())));
    }

    private static boolean isHttp1(ServerWebExchange exchange) {
        HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        return request.version().majorVersion() == 1;
    }
}
