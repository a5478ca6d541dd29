package redpacket.gateway.locate;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import redpacket.common.id.PacketId;
import redpacket.gateway.model.AdmittedRequest;

/**
 * {@code PacketSet}: routes the request by the packet in its path. The packet's set has a connection pool, a bulkhead
 * and a breaker of its own, and the packet chooses the instance.
 */
public final class PacketSetGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {
    /** The attribute of an exchange with the {@link PacketId} that it is routed by. */
    public static final String PACKET = PacketSetGatewayFilterFactory.class.getName();

    private static final int ORDER = -45;

    PacketSetGatewayFilterFactory() {
        super(Object.class);
    }

    @Override
    public GatewayFilter apply(Object ignored) {
        return new OrderedGatewayFilter(
                (exchange, chain) -> {
                    AdmittedRequest request = exchange.getRequiredAttribute(AdmittedRequest.ATTRIBUTE);
                    PacketId packet = request.packet();
                    if (packet == null) {
                        throw new IllegalStateException("a route with PacketSet has {packetId} in its path");
                    }
                    exchange.getAttributes().put(PACKET, packet);
                    return chain.filter(exchange);
                },
                ORDER);
    }
}
