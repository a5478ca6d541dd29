package redpacket.gateway.ended;

import java.util.Optional;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import redpacket.common.id.PacketId;
import redpacket.gateway.admit.RequestBodyGatewayFilterFactory;
import redpacket.gateway.answer.WriteAnswer;
import redpacket.gateway.model.AdmittedRequest;

/**
 * {@code EndedPacket}: answers a grab or an open of an ended packet from memory. A body with a field is for the
 * service to judge.
 */
final class EndedPacketGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {
    private static final int ORDER = -42;
    private static final byte[] NONE = {};

    private final EndedPackets endedPackets;
    private final WriteAnswer writer;

    EndedPacketGatewayFilterFactory(EndedPackets endedPackets, WriteAnswer writer) {
        super(Object.class);
        this.endedPackets = endedPackets;
        this.writer = writer;
    }

    @Override
    public GatewayFilter apply(Object ignored) {
        return new OrderedGatewayFilter(this::filter, ORDER);
    }

    private Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        AdmittedRequest request = exchange.getRequiredAttribute(AdmittedRequest.ATTRIBUTE);
        PacketId packet = request.packet();
        byte[] body = exchange.getAttributeOrDefault(RequestBodyGatewayFilterFactory.BODY, NONE);
        Optional<Ended.Outcome> ended = packet == null || !EmptyBody.is(body)
                ? Optional.empty()
                : endedPackets.outcomeFor(packet, request.caller().user().value());
        return ended.isEmpty()
                ? chain.filter(exchange)
                : writer.write(
                        exchange, request.call().name(), ended.get().answer(), request.traceId(), request.begunNanos());
    }
}
