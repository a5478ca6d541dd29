package redpacket.gateway.forward;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import redpacket.common.id.PacketId;
import redpacket.gateway.answer.WriteAnswer;
import redpacket.gateway.locate.PacketSetGatewayFilterFactory;
import redpacket.gateway.locate.SetStates;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.shed.CallLimits;

/**
 * {@code Upstream}: guards a route by the limits, the bulkhead and the breaker of its service, or of its packet's
 * set, and writes the answer. The gateway's own CircuitBreaker has one breaker a route; here a set fails alone.
 */
final class UpstreamGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {
    private static final int ORDER = -40;

    private final Upstreams upstreams;
    private final Streams streams;
    private final SetStates states;
    private final CallLimits limits;
    private final LearnEnded learnEnded;
    private final ServiceWords words;
    private final WriteAnswer writer;

    UpstreamGatewayFilterFactory(
            Upstreams upstreams,
            Streams streams,
            SetStates states,
            CallLimits limits,
            LearnEnded learnEnded,
            ServiceWords words,
            WriteAnswer writer) {
        super(Object.class);
        this.upstreams = upstreams;
        this.streams = streams;
        this.states = states;
        this.limits = limits;
        this.learnEnded = learnEnded;
        this.words = words;
        this.writer = writer;
    }

    @Override
    public GatewayFilter apply(Object ignored) {
        return new OrderedGatewayFilter(this::filter, ORDER);
    }

    private Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        AdmittedRequest request = exchange.getRequiredAttribute(AdmittedRequest.ATTRIBUTE);
        Attempt attempt = new Attempt(exchange, chain);
        if (request.call().isStream()) {
            exchange.getAttributes().put(UpstreamRouting.CLIENT, streams.client());
            return streams.follow(attempt)
                    .onErrorMap(words::problemFor)
                    .flatMap(said -> write(exchange, request, said));
        }
        PacketId packet = exchange.getAttribute(PacketSetGatewayFilterFactory.PACKET);
        Upstream upstream = upstreams.of(request.call().service(), packet).orElse(null);
        boolean isDown = packet != null && states.isDown(packet.set());
        if (upstream == null || isDown) {
            if (isDown) {
                limits.failed(request);
            }
            return Mono.error(words.unavailable());
        }
        exchange.getAttributes().put(UpstreamRouting.UPSTREAM, upstream);
        return limits.guard(request, upstream.call(attempt, !request.call().takesBody()))
                .onErrorMap(words::problemFor)
                .flatMap(said -> {
                    learnEnded.learn(request, said, upstream);
                    return write(exchange, request, said);
                });
    }

    private Mono<Void> write(ServerWebExchange exchange, AdmittedRequest request, ServiceAnswer said) {
        return writer.write(
                exchange,
                request.call().name(),
                words.answer(request, said),
                request.traceId(),
                request.begunNanos(),
                said.added());
    }
}
