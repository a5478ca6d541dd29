package redpacket.common.client;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.service.invoker.HttpExchangeAdapter;

/** One instance of a service, behind a breaker of its own. */
record ServiceInstance(String service, HttpExchangeAdapter adapter, CircuitBreaker breaker) {
    boolean isOpen() {
        return breaker.getState() != CircuitBreaker.State.CLOSED;
    }

    /** The breaker has given its permission. An error status is an answer: one shard's 503 must not cut off others. */
    <T> T call(Function<HttpExchangeAdapter, T> exchange) {
        long begunNanos = System.nanoTime();
        try {
            T answer = exchange.apply(adapter);
            breaker.onSuccess(System.nanoTime() - begunNanos, TimeUnit.NANOSECONDS);
            return answer;
        } catch (RestClientResponseException e) {
            breaker.onSuccess(System.nanoTime() - begunNanos, TimeUnit.NANOSECONDS);
            throw ServiceCallException.refused(service, e.getStatusCode().value(), e);
        } catch (RestClientException e) {
            ServiceCallException failure = ServiceCallException.unanswered(service, e);
            if (Thread.currentThread().isInterrupted()) {
                breaker.releasePermission();
            } else if (failure.isBroken()) {
                breaker.onError(System.nanoTime() - begunNanos, TimeUnit.NANOSECONDS, e);
            } else {
                breaker.onSuccess(System.nanoTime() - begunNanos, TimeUnit.NANOSECONDS);
            }
            throw failure;
        } catch (RuntimeException | Error e) {
            breaker.releasePermission();
            throw e;
        }
    }
}
