package redpacket.gateway.admit;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import redpacket.gateway.model.AdmittedRequest;

/**
 * {@code RequestBody}: reads the body before the filters behind it run. The gateway's own RequestSize bounds the
 * declared length only, and it leaves a slow sender on a connection to a service.
 */
public final class RequestBodyGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {
    /** The attribute of an exchange that holds the bytes of its body. */
    public static final String BODY = RequestBodyGatewayFilterFactory.class.getName();

    private static final int ORDER = -50;

    private final ReadBody readBody;

    RequestBodyGatewayFilterFactory(ReadBody readBody) {
        super(Object.class);
        this.readBody = readBody;
    }

    @Override
    public GatewayFilter apply(Object ignored) {
        return new OrderedGatewayFilter(this::filter, ORDER);
    }

    private Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        AdmittedRequest request = exchange.getRequiredAttribute(AdmittedRequest.ATTRIBUTE);
        return readBody.read(exchange, request.call(), body -> {
            exchange.getAttributes().put(BODY, body);
            return chain.filter(exchange);
        });
    }
}
