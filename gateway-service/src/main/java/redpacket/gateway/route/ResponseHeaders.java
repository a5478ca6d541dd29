package redpacket.gateway.route;

import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import redpacket.common.web.Headers;
import redpacket.gateway.ended.RememberEnded;

/** What a client gets to see of an answer; and where the gateway learns that a packet has ended. */
@Component
final class ResponseHeaders implements HttpHeadersFilter, Ordered {
    private static final List<String> PASSED =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH, HttpHeaders.RETRY_AFTER, HttpHeaders.ALLOW);

    private final RememberEnded rememberEnded;

    ResponseHeaders(RememberEnded rememberEnded) {
        this.rememberEnded = rememberEnded;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        Call call = exchange.getRequiredAttribute(Attributes.CALL);
        Target target = exchange.getRequiredAttribute(Attributes.TARGET);
        String text = call.packetText();
        if (input.getFirst(Headers.PACKET_ENDED) != null && call.packet() != null && text != null) {
            rememberEnded.learn(call.packet(), text, target.base());
        }
        HttpHeaders headers = new HttpHeaders();
        for (String name : PASSED) {
            String value = input.getFirst(name);
            if (value != null) {
                headers.set(name, value);
            }
        }
        headers.setCacheControl("no-store");
        return headers;
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
