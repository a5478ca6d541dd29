package redpacket.gateway.admit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;

/**
 * Answers CORS preflights before the admission, since a browser sends no token with them. The origins are in {@code
 * spring.cloud.gateway.server.webflux.globalcors}. Without a configuration a preflight is an OPTIONS like another.
 * {@link MalformedTargets} has answered the paths that the listener does not have.
 */
final class Preflights extends DefaultCorsProcessor {
    private final ListenerCalls publicCalls;

    Preflights(ListenerCalls publicCalls) {
        this.publicCalls = publicCalls;
    }

    @Override
    public boolean process(@Nullable CorsConfiguration origins, ServerWebExchange exchange) {
        if (CorsUtils.isPreFlightRequest(exchange.getRequest())) {
            describe(exchange);
        }
        return origins == null || super.process(origins, exchange);
    }

    private void describe(ServerWebExchange exchange) {
        ListenerCalls listener = exchange.getAttributeOrDefault(ListenerCalls.ATTRIBUTE, publicCalls);
        List<String> allowed = listener.allowed(exchange.getRequest().getURI().getRawPath());
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatus.NO_CONTENT);
        response.getHeaders().set(HttpHeaders.ALLOW, Arrival.allowed(allowed));
    }
}
