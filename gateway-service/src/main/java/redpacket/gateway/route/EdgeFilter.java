package redpacket.gateway.route;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.problem.Problem;
import redpacket.common.trace.Trace;
import redpacket.gateway.answer.Answers;
import redpacket.gateway.ended.RememberEnded;
import redpacket.gateway.identify.IdentifyCaller;
import redpacket.gateway.identify.Identity;
import redpacket.gateway.limit.LimitUsers;

/**
 * What every public request passes before it is routed, cheapest and most telling first: is it a call of the contract,
 * who calls, how often, is the packet id genuine, has the packet ended, is the body small.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class EdgeFilter implements WebFilter {
    static final String TRACE_HEADER = "X-Trace-Id";
    private static final Pattern CANONICAL = Pattern.compile("/[A-Za-z0-9._/-]*");

    private final IdentifyCaller identifyCaller;
    private final LimitUsers limitUsers;
    private final PacketIdCodec codec;
    private final ChooseTarget chooseTarget;
    private final RememberEnded rememberEnded;
    private final RouteSettings settings;
    private final int managementPort;

    EdgeFilter(
            IdentifyCaller identifyCaller,
            LimitUsers limitUsers,
            PacketIdCodec codec,
            ChooseTarget chooseTarget,
            RememberEnded rememberEnded,
            RouteSettings settings,
            @Value("${management.server.port}") int managementPort) {
        this.identifyCaller = identifyCaller;
        this.limitUsers = limitUsers;
        this.codec = codec;
        this.chooseTarget = chooseTarget;
        this.rememberEnded = rememberEnded;
        this.settings = settings;
        this.managementPort = managementPort;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        InetSocketAddress local = request.getLocalAddress();
        if (local != null && local.getPort() == managementPort) {
            // The management port inherits this filter, and serves the actuator alone.
            return chain.filter(exchange);
        }
        String traceId = Trace.idFrom(request.getHeaders().getFirst(Trace.HEADER));
        exchange.getAttributes().put(Attributes.TRACE_ID, traceId);
        exchange.getResponse().getHeaders().set(TRACE_HEADER, traceId);
        String path = request.getURI().getRawPath();
        String method = request.getMethod().name();
        if (method.equals("GET") && Documents.isDocument(path)) {
            return chain.filter(exchange);
        }
        if (!CANONICAL.matcher(path).matches() || path.contains("..")) {
            return Mono.error(Problem.notFound());
        }
        Endpoint endpoint = Endpoint.find(method, path);
        if (endpoint == null) {
            return Mono.error(unknown(exchange, path));
        }
        return identifyCaller.identify(request.getHeaders()).flatMap(identity -> {
            limitUsers.take(identity.user());
            return admitted(exchange, chain, endpoint, path, identity);
        });
    }

    private static Problem unknown(ServerWebExchange exchange, String path) {
        var methods = Endpoint.methodsOf(path);
        if (methods.isEmpty()) {
            return Problem.notFound();
        }
        exchange.getResponse().getHeaders().set(HttpHeaders.ALLOW, String.join(", ", methods));
        return Problem.of(405, "METHOD_NOT_ALLOWED", "This method is not for this path.");
    }

    private Mono<Void> admitted(
            ServerWebExchange exchange, WebFilterChain chain, Endpoint endpoint, String path, Identity identity) {
        Call call = callOf(endpoint, path);
        PacketId packet = call.packet();
        if (packet != null && endpoint.service() == Endpoint.Service.GRAB) {
            String ended = rememberEnded.outcomeFor(packet, identity.user());
            if (ended != null) {
                return Answers.json(exchange.getResponse(), "{\"outcome\":\"" + ended + "\"}");
            }
        }
        exchange.getAttributes().put(Attributes.CALL, call);
        exchange.getAttributes().put(Attributes.IDENTITY, identity);
        exchange.getAttributes().put(Attributes.TARGET, chooseTarget.of(call));
        return hasBody(exchange.getRequest()) ? withBody(exchange, chain, endpoint) : chain.filter(exchange);
    }

    private Call callOf(Endpoint endpoint, String path) {
        String text = endpoint.variableOf(path);
        if (!endpoint.hasVariable() || text == null) {
            return new Call(endpoint, null, null);
        }
        return new Call(endpoint, codec.decode(text).orElseThrow(Problem::notFound), text);
    }

    private static boolean hasBody(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return headers.getContentLength() > 0
                || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                || (headers.getContentLength() < 0
                        && !request.getMethod().name().equals("GET"));
    }

    /** Takes the whole body in before a service is troubled: a slow or endless one costs us, and little. */
    private Mono<Void> withBody(ServerWebExchange exchange, WebFilterChain chain, Endpoint endpoint) {
        ServerHttpRequest request = exchange.getRequest();
        if (request.getHeaders().getContentLength() > settings.bodyBytesMax()) {
            return Mono.error(Problem.of(413, "BODY_TOO_LARGE", "A body has at most 64 KiB."));
        }
        if (!endpoint.takesBody()) {
            return Mono.error(Problem.invalid("INVALID_BODY", "This call takes no body."));
        }
        return DataBufferUtils.join(request.getBody(), settings.bodyBytesMax())
                .timeout(settings.bodyWithin())
                .onErrorMap(
                        java.util.concurrent.TimeoutException.class,
                        e -> Problem.of(408, "BODY_TOO_SLOW", "The body did not come in time."))
                .map(body -> {
                    byte[] bytes = new byte[body.readableByteCount()];
                    body.read(bytes);
                    DataBufferUtils.release(body);
                    return bytes;
                })
                .defaultIfEmpty(new byte[0])
                .flatMap(bytes -> {
                    if (bytes.length == 0) {
                        return chain.filter(exchange);
                    }
                    MediaType type = request.getHeaders().getContentType();
                    if (type == null || !MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)) {
                        return Mono.error(Problem.of(415, "UNSUPPORTED_MEDIA_TYPE", "Send application/json."));
                    }
                    return chain.filter(exchange.mutate()
                            .request(new Buffered(request, exchange, bytes))
                            .build());
                });
    }

    /** A request whose body is here already. */
    private static final class Buffered extends ServerHttpRequestDecorator {
        private final ServerWebExchange exchange;
        private final byte[] bytes;

        Buffered(ServerHttpRequest request, ServerWebExchange exchange, byte[] bytes) {
            super(request);
            this.exchange = exchange;
            this.bytes = bytes;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.just(exchange.getResponse().bufferFactory().wrap(bytes));
        }

        @Override
        public HttpHeaders getHeaders() {
            HttpHeaders headers = new HttpHeaders();
            headers.putAll(super.getHeaders());
            headers.remove(HttpHeaders.TRANSFER_ENCODING);
            headers.setContentLength(bytes.length);
            return headers;
        }
    }
}
