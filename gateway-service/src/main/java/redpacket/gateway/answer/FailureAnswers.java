package redpacket.gateway.answer;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;
import redpacket.common.problem.Problem;

/** Every failure that reaches the edge, as a problem that tells nothing of the inside. */
@Component
@Order(-2)
final class FailureAnswers implements ErrorWebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FailureAnswers.class);
    private static final Duration COME_BACK_AFTER = Duration.ofMillis(500);

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        exchange.getResponse().getHeaders().clear();
        return Answers.problem(exchange.getResponse(), problemOf(failure));
    }

    static Problem problemOf(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case DataBufferLimitException ignored -> tooLarge();
            case CallNotPermittedException ignored -> unavailable();
            case BulkheadFullException ignored -> unavailable();
            case PoolAcquireTimeoutException ignored -> unavailable();
            case PoolAcquirePendingLimitException ignored -> unavailable();
            case TimeoutException ignored -> unavailable();
            case IOException ignored -> unavailable();
            case ResponseStatusException status ->
                ofStatus(status.getStatusCode().value());
            default -> {
                LOG.error("unexpected failure at the edge", failure);
                yield Problem.of(500, "INTERNAL", "Something went wrong on our side.");
            }
        };
    }

    private static Problem ofStatus(int status) {
        if (status >= 500) {
            return unavailable();
        }
        return switch (status) {
            case 404 -> Problem.notFound();
            case 405 -> Problem.of(405, "METHOD_NOT_ALLOWED", "This method is not for this path.");
            case 413 -> tooLarge();
            default -> Problem.of(status, "INVALID_REQUEST", "The request is not what this call takes.");
        };
    }

    private static Problem tooLarge() {
        return Problem.of(413, "BODY_TOO_LARGE", "A body has at most 64 KiB.");
    }

    private static Problem unavailable() {
        return Problem.unavailable(
                "UNAVAILABLE", "This cannot be done at the moment. Send the same request again.", COME_BACK_AFTER);
    }
}
