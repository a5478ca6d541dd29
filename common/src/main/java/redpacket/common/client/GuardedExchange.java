package redpacket.common.client;

import io.github.resilience4j.bulkhead.Bulkhead;
import java.util.ArrayList;
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
 * flight, and passes over instances whose breakers are open. Instances without an answer come last.
 *
 * <p>A standby refuses a call that only the leader takes. The call then goes to the next instance, and the one that
 * takes it is asked first from then on.
 */
final class GuardedExchange implements HttpExchangeAdapter {
    private final String service;
    private final List<ServiceInstance> instances;
    private final Repeat repeat;
    private final int attemptsMax;
    private final Bulkhead bulkhead;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile @Nullable ServiceInstance leader;

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
        int attempts = 0;
        boolean refusedByStandby = false;
        ServiceCallException failure = ServiceCallException.kept(service, "the breaker of every instance is open");
        for (ServiceInstance instance : inOrder()) {
            if (attempts == attemptsMax) {
                break;
            }
            if (!instance.tryAcquirePermission()) {
                continue;
            }
            try {
                T answer = instance.call(exchange);
                leader = refusedByStandby ? instance : leader;
                return answer;
            } catch (ServiceCallException e) {
                if (e.isNotLeading()) {
                    refusedByStandby = true;
                    failure = attempts == 0 ? e : failure;
                    continue;
                }
                attempts++;
                failure = e;
                if (!e.isRepeatable(repeat) || Thread.currentThread().isInterrupted()) {
                    break;
                }
            }
        }
        throw failure;
    }

    /** The leader and then the others in turn, with those without an answer at the end. */
    private List<ServiceInstance> inOrder() {
        int first = turn.getAndIncrement();
        List<ServiceInstance> order = new ArrayList<>(instances.size());
        List<ServiceInstance> last = new ArrayList<>();
        ServiceInstance known = leader;
        for (int i = 0; i < instances.size(); i++) {
            ServiceInstance instance = instances.get(Math.floorMod(first + i, instances.size()));
            if (!instance.isPreferred()) {
                last.add(instance);
            } else if (instance == known) {
                order.addFirst(instance);
            } else {
                order.add(instance);
            }
        }
        order.addAll(last);
        return order;
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
