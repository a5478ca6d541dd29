package redpacket.gateway.admit;

import java.util.Map;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.model.CallTable;

/** The edge of the public listener; behind it the gateway's routes find the request let in, or nothing. */
final class EdgeFilter implements WebFilter, Ordered {
    private final Edge edge;
    private final Map<String, Answer> pages;
    private final ApplicationContext context;

    EdgeFilter(Edge edge, Map<String, Answer> pages, ApplicationContext context) {
        this.edge = edge;
        this.pages = pages;
        this.context = context;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        // The management port's context is a child of ours and inherits this filter, but none of its calls is ours.
        if (!context.equals(exchange.getApplicationContext())) {
            return chain.filter(exchange);
        }
        return edge.handle(exchange, CallTable.PUBLIC, pages, ignored -> chain.filter(exchange));
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
