package redpacket.gateway.forward;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import redpacket.gateway.admit.ReadBody;
import redpacket.gateway.answer.Answers;
import redpacket.gateway.answer.WriteAnswer;
import redpacket.gateway.model.AdmittedRequest;

/**
 * The one filter of the gateway's routes. The framework's own, which rewrite addresses, copy headers and stream bodies
 * one by one, cost more than all that is behind them and are switched off.
 */
public final class ForwardFilter implements GlobalFilter, Ordered {
    private final ReadBody readBody;
    private final Answers answers;
    private final StreamEvents streamEvents;
    private final WriteAnswer writer;

    ForwardFilter(ReadBody readBody, Answers answers, StreamEvents streamEvents, WriteAnswer writer) {
        this.readBody = readBody;
        this.answers = answers;
        this.streamEvents = streamEvents;
        this.writer = writer;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return forward(exchange, exchange.getRequiredAttribute(AdmittedRequest.ATTRIBUTE));
    }

    /** The same without a route, for a listener that has none. */
    public Mono<Void> forward(ServerWebExchange exchange, AdmittedRequest request) {
        if (request.call().isStream()) {
            return streamEvents.stream(exchange, request);
        }
        return request.call().takesBody()
                ? readBody.read(exchange, body -> answer(exchange, request, body))
                : answer(exchange, request, new byte[0]);
    }

    private Mono<Void> answer(ServerWebExchange exchange, AdmittedRequest request, byte[] body) {
        return answers.answer(request, body)
                .flatMap(answer ->
                        writer.write(exchange, request.call().name(), answer, request.traceId(), request.begunNanos()));
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
