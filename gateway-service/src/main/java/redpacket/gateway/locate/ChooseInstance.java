package redpacket.gateway.locate;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.DefaultResponse;
import org.springframework.cloud.client.loadbalancer.EmptyResponse;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.RequestData;
import org.springframework.cloud.client.loadbalancer.RequestDataContext;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import reactor.core.publisher.Mono;
import redpacket.common.id.PacketId;
import redpacket.gateway.model.AdmittedRequest;

/**
 * Balances the load of one service: the packet of a request chooses the instance where the route has the filter
 * {@code PacketSet}, else the user does. An instance that fails its probes, or was tried for this request, is passed
 * over.
 */
final class ChooseInstance implements ReactorServiceInstanceLoadBalancer {
    private final Instances instances;

    ChooseInstance(Instances instances) {
        this.instances = instances;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Mono<Response<ServiceInstance>> choose(Request request) {
        RequestData asked =
                request.getContext() instanceof RequestDataContext context ? context.getClientRequest() : null;
        Map<String, Object> attributes = asked == null ? null : asked.getAttributes();
        attributes = attributes == null ? Map.of() : attributes;
        Optional<Instance> chosen = attributes.get(AdmittedRequest.ATTRIBUTE) instanceof AdmittedRequest admitted
                ? instanceFor(admitted, attributes)
                : Optional.empty();
        return Mono.just(
                chosen.<Response<ServiceInstance>>map(DefaultResponse::new).orElseGet(EmptyResponse::new));
    }

    /** A call that writes goes to its leader, where an answer has told which instance that is. */
    private Optional<Instance> instanceFor(AdmittedRequest request, Map<String, Object> attributes) {
        Set<Instance> tried = tried(attributes.get(Instances.TRIED));
        Optional<Instance> leader =
                request.call().takesBody() ? instances.leaderOf(request.caller().user(), tried) : Optional.empty();
        return leader.or(() -> instances.ownerOf(keyOf(request, attributes), tried));
    }

    private long keyOf(AdmittedRequest request, Map<String, Object> attributes) {
        return attributes.get(PacketSetGatewayFilterFactory.PACKET) instanceof PacketId packet
                ? instances.keyOf(packet)
                : request.caller().user().value();
    }

    @SuppressWarnings("unchecked")
    private static Set<Instance> tried(@Nullable Object attribute) {
        return attribute == null ? Set.of() : (Set<Instance>) attribute;
    }
}
