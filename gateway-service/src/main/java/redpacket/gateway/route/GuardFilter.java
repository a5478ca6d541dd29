package redpacket.gateway.route;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import redpacket.common.problem.Problem;

/**
 * Sends a request to its target, behind a bulkhead of its set or service and a breaker of the instance: what hangs or
 * fails in one set takes nothing from another. Nothing is sent twice.
 */
@Component
final class GuardFilter implements GlobalFilter, Ordered {
    private final GrabInstances grabInstances;
    private final BulkheadRegistry bulkheads;
    private final CircuitBreakerRegistry breakers;

    GuardFilter(GrabInstances grabInstances, RouteSettings settings, MeterRegistry meters) {
        this.grabInstances = grabInstances;
        this.bulkheads = BulkheadRegistry.of(BulkheadConfig.custom()
                .maxConcurrentCalls(settings.callsMax())
                .maxWaitDuration(Duration.ZERO)
                .build());
        this.breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(100)
                .minimumNumberOfCalls(20)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofMillis(500))
                .permittedNumberOfCallsInHalfOpenState(5)
                .ignoreExceptions(Problem.class)
                .build());
        bulkheads
                .getEventPublisher()
                .onEntryAdded(added -> Gauge.builder(
                                "redpacket.gateway.calls",
                                added.getAddedEntry(),
                                bulkhead -> bulkhead.getBulkheadConfig().getMaxConcurrentCalls()
                                        - bulkhead.getMetrics().getAvailableConcurrentCalls())
                        .description("calls under way")
                        .tag("to", added.getAddedEntry().getName())
                        .register(meters));
        breakers.getEventPublisher()
                .onEntryAdded(added -> Gauge.builder(
                                "redpacket.gateway.breaker.open",
                                added.getAddedEntry(),
                                breaker -> switch (breaker.getState()) {
                                    case OPEN, FORCED_OPEN -> 1;
                                    case HALF_OPEN -> 0.5;
                                    case CLOSED, DISABLED, METRICS_ONLY -> 0;
                                })
                        .description("1 when calls are not even tried")
                        .tag("to", added.getAddedEntry().getName())
                        .register(meters));
    }

    @Override
    public int getOrder() {
        return RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER + 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Target target = exchange.getRequiredAttribute(Attributes.TARGET);
        exchange.getAttributes()
                .put(
                        ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR,
                        uriOf(target, exchange.getRequest().getURI()));
        return chain.filter(exchange)
                .doOnError(ConnectException.class, e -> {
                    Call call = exchange.getRequiredAttribute(Attributes.CALL);
                    if (call.endpoint().service() == Endpoint.Service.GRAB) {
                        grabInstances.refused(
                                target.breaker().substring(target.breaker().indexOf('/') + 1));
                    }
                })
                .transformDeferred(CircuitBreakerOperator.of(breakers.circuitBreaker(target.breaker())))
                .transformDeferred(BulkheadOperator.of(bulkheads.bulkhead(target.bulkhead())));
    }

    private static URI uriOf(Target target, URI request) {
        String query = request.getRawQuery();
        return target.base().resolve(query == null ? request.getRawPath() : request.getRawPath() + "?" + query);
    }
}
