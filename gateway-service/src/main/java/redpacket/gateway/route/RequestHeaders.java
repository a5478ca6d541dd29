package redpacket.gateway.route;

import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import redpacket.common.process.ProcessSettings;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;
import redpacket.gateway.identify.Identity;

/** What a service gets to see of a request: a few headers that it needs, and who the gateway says is calling. */
@Component
final class RequestHeaders implements HttpHeadersFilter, Ordered {
    private static final List<String> PASSED =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH, Headers.IDEMPOTENCY_KEY);

    private final String serviceKey;

    RequestHeaders(ProcessSettings process) {
        this.serviceKey = process.serviceKey();
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        HttpHeaders headers = new HttpHeaders();
        for (String name : PASSED) {
            String value = input.getFirst(name);
            if (value != null) {
                headers.set(name, value);
            }
        }
        Identity identity = exchange.getRequiredAttribute(Attributes.IDENTITY);
        String traceId = exchange.getRequiredAttribute(Attributes.TRACE_ID);
        headers.set(HttpHeaders.ACCEPT, "application/json, application/problem+json");
        headers.set(Headers.SERVICE_KEY, serviceKey);
        headers.set(Headers.USER_ID, identity.user().toString());
        headers.set(Headers.USER_ROLE, identity.role());
        headers.set(Trace.HEADER, Trace.headerFor(traceId));
        return headers;
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.REQUEST;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
