package redpacket.gateway.forward;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClientResponse;
import redpacket.common.web.Headers;
import redpacket.gateway.answer.WriteAnswer;
import redpacket.gateway.model.AdmittedRequest;

/**
 * {@code ProblemAnswers}: reads the answer of a service to its end, up to a bound, for the filter Upstream. A broken
 * answer can then still become a problem, and a slow client holds no connection to a service. An event stream passes
 * through piece by piece.
 */
final class ProblemAnswersGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {
    private static final int ORDER = -30;
    private static final int OK = 200;
    private static final byte[] NONE = {};

    private final int answerBytesMax;
    private final Streams streams;

    ProblemAnswersGatewayFilterFactory(int answerBytesMax, Streams streams) {
        super(Object.class);
        this.answerBytesMax = answerBytesMax;
        this.streams = streams;
    }

    @Override
    public GatewayFilter apply(Object ignored) {
        return new OrderedGatewayFilter(
                (exchange, chain) -> chain.filter(exchange.mutate()
                        .response(new Collected(exchange, exchange.getResponse()))
                        .build()),
                ORDER);
    }

    private final class Collected extends ServerHttpResponseDecorator {
        private static final Set<String> READ_HERE =
                Set.of("content-type", "content-length", "retry-after", "x-packet-ended", "x-not-leading");

        private final ServerWebExchange exchange;
        private final HttpHeaders headers = new HttpHeaders();
        private @Nullable HttpStatusCode status;

        Collected(ServerWebExchange exchange, ServerHttpResponse response) {
            super(response);
            this.exchange = exchange;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public boolean setStatusCode(@Nullable HttpStatusCode code) {
            status = code;
            return true;
        }

        @Override
        public @Nullable HttpStatusCode getStatusCode() {
            return status;
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            return DataBufferUtils.join(body, answerBytesMax)
                    .onErrorMap(
                            DataBufferLimitException.class,
                            ignored -> new BrokenAnswerException(
                                    "a service answered more than " + answerBytesMax + " bytes"))
                    .map(Collected::bytes)
                    .defaultIfEmpty(NONE)
                    .doOnNext(bytes -> exchange.getAttributes().put(ServiceAnswer.ATTRIBUTE, answer(bytes)))
                    .then();
        }

        @Override
        public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
            AdmittedRequest request = exchange.getRequiredAttribute(AdmittedRequest.ATTRIBUTE);
            if (!request.call().isStream() || statusCode() != OK) {
                return writeWith(Flux.from(body).concatMap(piece -> piece));
            }
            ServerHttpResponse response = getDelegate();
            response.setRawStatusCode(OK);
            response.getHeaders().set(WriteAnswer.TRACE_ID, request.traceId());
            response.getHeaders().set(HttpHeaders.CONTENT_TYPE, "text/event-stream;charset=UTF-8");
            response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
            response.getHeaders().set("X-Content-Type-Options", "nosniff");
            response.getHeaders().set("X-Accel-Buffering", "no");
            added().forEach(response.getHeaders()::set);
            // A service that dies ends the stream. The client comes back by itself.
            Flux<DataBuffer> events = Flux.from(body).<DataBuffer>concatMap(piece -> piece);
            return response.writeAndFlushWith(
                            streams.untilStop(events.onErrorResume(ignored -> Flux.empty()), response.bufferFactory())
                                    .map(Flux::just))
                    .doOnTerminate(() -> Streams.ended(exchange));
        }

        @Override
        public Mono<Void> setComplete() {
            return writeWith(Mono.empty());
        }

        private static byte[] bytes(DataBuffer buffer) {
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            DataBufferUtils.release(buffer);
            return bytes;
        }

        private ServiceAnswer answer(byte[] body) {
            return new ServiceAnswer(
                    statusCode(),
                    headers.getFirst(HttpHeaders.CONTENT_TYPE),
                    headers.getFirst(HttpHeaders.RETRY_AFTER),
                    headers.getFirst(Headers.PACKET_ENDED),
                    headers.containsHeader(Headers.NOT_LEADING),
                    body,
                    added());
        }

        private int statusCode() {
            // The framework sets no status that it does not know.
            HttpClientResponse said = exchange.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR);
            return status != null
                    ? status.value()
                    : said != null ? said.status().code() : OK;
        }

        /** The headers that filters of the route have added: of the service's own none is among them. */
        private Map<String, String> added() {
            Map<String, String> added = new HashMap<>();
            headers.forEach((name, values) -> {
                if (!READ_HERE.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                    added.put(name, String.join(", ", values));
                }
            });
            return added;
        }
    }
}
