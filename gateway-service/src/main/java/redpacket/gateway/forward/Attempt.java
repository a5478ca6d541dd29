package redpacket.gateway.forward;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import redpacket.gateway.locate.Instance;
import redpacket.gateway.locate.Instances;
import redpacket.gateway.model.AdmittedRequest;

/** Sends an exchange down the rest of its route, as often as the caller asks, and gives what the service said. */
record Attempt(ServerWebExchange exchange, GatewayFilterChain chain) {
    /** Empty where a filter of the route, or a stream, has answered already. */
    Mono<ServiceAnswer> passingOver(Set<Instance> tried) {
        return Mono.defer(() -> {
            ServerWebExchangeUtils.reset(exchange);
            exchange.getAttributes().remove(ServiceAnswer.ATTRIBUTE);
            exchange.getAttributes().put(Instances.TRIED, tried);
            return chain.filter(exchange)
                    .then(Mono.defer(
                            () -> Mono.justOrEmpty(exchange.<ServiceAnswer>getAttribute(ServiceAnswer.ATTRIBUTE))));
        });
    }

    /** The instances that were tried, with the last one. */
    Set<Instance> triedWithLast(Set<Instance> tried) {
        Set<Instance> all = new HashSet<>(tried);
        instanceOf(exchange).ifPresent(all::add);
        return all;
    }

    /** The user's calls that write go to the last instance from now on. */
    void lastLeads(Instances instances) {
        AdmittedRequest request = exchange.getRequiredAttribute(AdmittedRequest.ATTRIBUTE);
        instanceOf(exchange)
                .ifPresent(leader -> instances.leads(request.caller().user(), leader));
    }

    /** The instance that the exchange is, or was last, sent to. */
    static Optional<Instance> instanceOf(ServerWebExchange exchange) {
        @Nullable
        Response<ServiceInstance> chosen =
                exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_LOADBALANCER_RESPONSE_ATTR);
        return chosen != null && chosen.getServer() instanceof Instance instance
                ? Optional.of(instance)
                : Optional.empty();
    }
}
