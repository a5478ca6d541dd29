package redpacket.gateway.forward;

import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import redpacket.common.web.Headers;

/** Keeps of a service's headers those that the gateway reads. No header of a service reaches a client by itself. */
final class AnswerHeadersFilter implements HttpHeadersFilter, Ordered {
    @Override
    public HttpHeaders filter(HttpHeaders said, ServerWebExchange exchange) {
        HttpHeaders kept = new HttpHeaders();
        keep(said, kept, HttpHeaders.CONTENT_TYPE);
        keep(said, kept, HttpHeaders.RETRY_AFTER);
        keep(said, kept, HttpHeaders.LINK);
        keep(said, kept, Headers.PACKET_ENDED);
        keep(said, kept, Headers.NOT_LEADING);
        return kept;
    }

    private static void keep(HttpHeaders said, HttpHeaders kept, String name) {
        String value = said.getFirst(name);
        if (value != null) {
            kept.set(name, value);
        }
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
