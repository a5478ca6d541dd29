package redpacket.common.client;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.service.invoker.HttpExchangeAdapter;

/**
 * One instance of a service, behind a breaker of its own. After a call without an answer it is set aside: one trial
 * call a period goes to it, and the others prefer another instance until it answers.
 */
final class ServiceInstance {
    private static final long IN_USE = Long.MIN_VALUE;

    private final String service;
    private final HttpExchangeAdapter adapter;
    private final CircuitBreaker breaker;
    private final long asideNanos;
    private final LongSupplier nanoTime;
    /** When the next trial call may go to it; {@link #IN_USE} where it has answered. */
    private final AtomicLong trialNanos = new AtomicLong(IN_USE);

    ServiceInstance(
            String service,
            HttpExchangeAdapter adapter,
            CircuitBreaker breaker,
            long asideNanos,
            LongSupplier nanoTime) {
        this.service = service;
        this.adapter = adapter;
        this.breaker = breaker;
        this.asideNanos = asideNanos;
        this.nanoTime = nanoTime;
    }

    boolean isOpen() {
        return breaker.getState() != CircuitBreaker.State.CLOSED;
    }

    /** Whether it has answered its last call, or this call is the next trial. */
    boolean isPreferred() {
        long trial = trialNanos.get();
        if (trial == IN_USE) {
            return true;
        }
        long now = nanoTime.getAsLong();
        return now - trial >= 0 && trialNanos.compareAndSet(trial, now + asideNanos);
    }

    boolean tryAcquirePermission() {
        return breaker.tryAcquirePermission();
    }

    /** The breaker has given its permission. An error status is an answer: one shard's 503 must not cut off others. */
    <T> T call(Function<HttpExchangeAdapter, T> exchange) {
        long begunNanos = nanoTime.getAsLong();
        try {
            T answer = exchange.apply(adapter);
            answered(begunNanos);
            return answer;
        } catch (RestClientResponseException e) {
            answered(begunNanos);
            throw ServiceCallException.refused(service, e);
        } catch (RestClientException e) {
            ServiceCallException failure = ServiceCallException.unanswered(service, e);
            if (Thread.currentThread().isInterrupted()) {
                breaker.releasePermission();
            } else if (failure.isBroken()) {
                breaker.onError(nanoTime.getAsLong() - begunNanos, TimeUnit.NANOSECONDS, e);
                trialNanos.set(nanoTime.getAsLong() + asideNanos);
            } else {
                answered(begunNanos);
            }
            throw failure;
        } catch (RuntimeException | Error e) {
            breaker.releasePermission();
            throw e;
        }
    }

    private void answered(long begunNanos) {
        breaker.onSuccess(nanoTime.getAsLong() - begunNanos, TimeUnit.NANOSECONDS);
        if (trialNanos.get() != IN_USE) {
            trialNanos.set(IN_USE);
        }
    }
}
