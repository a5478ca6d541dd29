package redpacket.common.client;

import io.github.resilience4j.bulkhead.Bulkhead;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.service.invoker.HttpExchangeAdapter;
import org.springframework.web.service.invoker.HttpRequestValues;

/**
 * Sends each call to one instance of a service, in turn, and to the next one where that is allowed. Bounds the calls in
 * flight, and passes over instances whose breakers are open.
 */
final class GuardedExchange implements HttpExchangeAdapter {
    private final String service;
    private final List<ServiceInstance> instances;
    private final Repeat repeat;
    private final int attemptsMax;
    private final Bulkhead bulkhead;
    private final AtomicInteger turn = new AtomicInteger();

    GuardedExchange(
            String service, List<ServiceInstance> instances, Repeat repeat, int attemptsMax, Bulkhead bulkhead) {
        this.service = service;
        this.instances = List.copyOf(instances);
        this.repeat = repeat;
        this.attemptsMax = attemptsMax;
        this.bulkhead = bulkhead;
    }

    private <T> T call(Function<HttpExchangeAdapter, T> exchange) {
        if (!bulkhead.tryAcquirePermission()) {
            throw ServiceCallException.kept(service, "too many calls are in flight");
        }
        try {
            return callOneInstance(exchange);
        } finally {
            bulkhead.onComplete();
        }
    }

    private <T> T callOneInstance(Function<HttpExchangeAdapter, T> exchange) {
        int first = turn.getAndIncrement();
        int attempts = 0;
        ServiceCallException failure = ServiceCallException.kept(service, "the breaker of every instance is open");
        for (int i = 0; i < instances.size() && attempts < attemptsMax; i++) {
            ServiceInstance instance = instances.get(Math.floorMod(first + i, instances.size()));
            if (!instance.breaker().tryAcquirePermission()) {
                continue;
            }
            attempts++;
            try {
                return instance.call(exchange);
            } catch (ServiceCallException e) {
                failure = e;
                if (!e.isRepeatable(repeat) || Thread.currentThread().isInterrupted()) {
                    break;
                }
            }
        }
        throw failure;
    }

    @Override
    public boolean supportsRequestAttributes() {
        return true;
    }

    @Override
    public void exchange(HttpRequestValues request) {
        call(adapter -> adapter.exchangeForBodilessEntity(request));
    }

    @Override
    public HttpHeaders exchangeForHeaders(HttpRequestValues request) {
        return call(adapter -> adapter.exchangeForHeaders(request));
    }

    /** An answer without a body is none: a method of this form reads one. */
    @Override
    public <T> T exchangeForBody(HttpRequestValues request, ParameterizedTypeReference<T> type) {
        @Nullable T body = call(adapter -> adapter.exchangeForBody(request, type));
        if (body == null) {
            throw ServiceCallException.kept(service, "the answer has no body");
        }
        return body;
    }

    @Override
    public ResponseEntity<Void> exchangeForBodilessEntity(HttpRequestValues request) {
        return call(adapter -> adapter.exchangeForBodilessEntity(request));
    }

    @Override
    public <T> ResponseEntity<T> exchangeForEntity(HttpRequestValues request, ParameterizedTypeReference<T> type) {
        return call(adapter -> adapter.exchangeForEntity(request, type));
    }
}
