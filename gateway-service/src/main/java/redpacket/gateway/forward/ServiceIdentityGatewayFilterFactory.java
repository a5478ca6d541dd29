package redpacket.gateway.forward;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;
import redpacket.gateway.admit.RequestBodyGatewayFilterFactory;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.model.AdmittedRequest;

/**
 * {@code ServiceIdentity}: replaces the client's request by the one that a service may see: identity, trace, key, and
 * the body that was read. Filters of a route come later and may add headers.
 *
 * <p>INVARIANT: a header of the client passes only if the route lists it in its metadata {@code request-headers}.
 */
final class ServiceIdentityGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {
    private static final int ORDER = 0;
    private static final String REQUEST_HEADERS = "request-headers";
    private static final byte[] NONE = {};

    private final String serviceKey;

    ServiceIdentityGatewayFilterFactory(String serviceKey) {
        super(Object.class);
        this.serviceKey = serviceKey;
    }

    @Override
    public GatewayFilter apply(Object ignored) {
        return new OrderedGatewayFilter(
                (exchange, chain) -> chain.filter(
                        exchange.mutate().request(outgoing(exchange)).build()),
                ORDER);
    }

    private ServerHttpRequest outgoing(ServerWebExchange exchange) {
        AdmittedRequest request = exchange.getRequiredAttribute(AdmittedRequest.ATTRIBUTE);
        boolean takesBody = request.call().takesBody();
        byte[] body = exchange.getAttributeOrDefault(RequestBodyGatewayFilterFactory.BODY, NONE);
        HttpHeaders headers = new HttpHeaders();
        headers.set(Headers.SERVICE_KEY, serviceKey);
        headers.set(Headers.USER_ID, request.caller().user().toString());
        headers.set(Headers.USER_ROLE, request.caller().role().spelling());
        if (request.call().isStream()) {
            headers.set(Headers.TOKEN_EXPIRES, Long.toString(request.caller().tokenExpiresSeconds()));
        }
        headers.set(Trace.HEADER, Trace.headerFor(request.traceId()));
        setIfPresent(headers, Headers.IDEMPOTENCY_KEY, request.idempotencyKey());
        if (takesBody) {
            headers.setContentLength(body.length);
            if (body.length > 0) {
                headers.set(HttpHeaders.CONTENT_TYPE, Answer.JSON);
            }
        }
        for (String name : passed(exchange)) {
            setIfPresent(headers, name, exchange.getRequest().getHeaders().getFirst(name));
        }
        return new Outgoing(exchange, HttpMethod.valueOf(request.call().method()), headers, takesBody ? body : NONE);
    }

    private static void setIfPresent(HttpHeaders headers, String name, @Nullable String value) {
        if (value != null) {
            headers.set(name, value);
        }
    }

    private static String[] passed(ServerWebExchange exchange) {
        Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        Object names = route == null ? null : route.getMetadata().get(REQUEST_HEADERS);
        return names == null ? new String[0] : names.toString().split(" *, *");
    }

    private static final class Outgoing extends ServerHttpRequestDecorator {
        private final ServerWebExchange exchange;
        private final HttpMethod method;
        private final HttpHeaders headers;
        private final byte[] body;
        private final URI uri;

        Outgoing(ServerWebExchange exchange, HttpMethod method, HttpHeaders headers, byte[] body) {
            super(exchange.getRequest());
            this.exchange = exchange;
            this.method = method;
            this.headers = headers;
            this.body = body;
            URI asked = exchange.getRequest().getURI();
            // A call with a body has no query.
            boolean dropsQuery = asked.getRawQuery() != null && headers.getContentLength() >= 0;
            this.uri = dropsQuery
                    ? UriComponentsBuilder.fromUri(asked)
                            .replaceQuery(null)
                            .build(true)
                            .toUri()
                    : asked;
        }

        @Override
        public HttpMethod getMethod() {
            return method;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public URI getURI() {
            return uri;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return body.length == 0
                    ? Flux.empty()
                    : Flux.defer(() ->
                            Flux.just(exchange.getResponse().bufferFactory().wrap(body)));
        }
    }
}
