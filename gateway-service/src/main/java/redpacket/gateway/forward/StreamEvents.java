package redpacket.gateway.forward;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import redpacket.common.problem.Problem;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.WriteAnswer;
import redpacket.gateway.model.AdmittedRequest;

/**
 * Hands events on as they come, for as long as the client stays; a client that reads slowly slows the service down,
 * which drops it. Bounded in number, with connections of its own.
 */
final class StreamEvents implements AutoCloseable {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final String EVENT_STREAM = "text/event-stream";
    private static final int OK = 200;
    private static final int INSTANCES_TRIED_MAX = 2;

    private final Instances instances;
    private final WriteAnswer writer;
    private final ServiceWords words;
    private final StreamSettings settings;
    private final int answerBytesMax;
    private final String serviceKey;
    private final ConnectionProvider pool;
    private final HttpClient client;
    private final AtomicInteger open = new AtomicInteger();

    StreamEvents(
            Instances instances,
            WriteAnswer writer,
            StreamSettings settings,
            ForwardSettings forward,
            String serviceKey,
            LoopResources loops,
            MeterRegistry meters) {
        this.instances = instances;
        this.writer = writer;
        this.words = new ServiceWords(Duration.ofMillis(forward.comeBackMillis()));
        this.settings = settings;
        this.answerBytesMax = forward.answerBytesMax();
        this.serviceKey = serviceKey;
        this.pool = ConnectionProvider.builder("streams")
                .maxConnections(settings.streamsMax())
                .pendingAcquireMaxCount(1)
                .pendingAcquireTimeout(Duration.ofMillis(forward.acquireTimeoutMillis()))
                .maxIdleTime(Duration.ofMillis(forward.connectionIdleMillisMax()))
                .build();
        this.client = HttpClient.create(pool)
                .runOn(loops)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, forward.connectTimeoutMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                // Between two reads, not for the whole answer.
                .responseTimeout(Duration.ofMillis(settings.idleMillisMax()))
                .disableRetry(true)
                .followRedirect(false);
        Gauge.builder("redpacket.gateway.streams", open, AtomicInteger::get)
                .description("answers that go on")
                .register(meters);
    }

    Mono<Void> stream(ServerWebExchange exchange, AdmittedRequest request) {
        return Mono.defer(() -> {
            if (open.incrementAndGet() > settings.streamsMax()) {
                open.decrementAndGet();
                return Mono.error(words.unavailable());
            }
            return ask(exchange, request, Set.of()).doFinally(ignored -> open.decrementAndGet());
        });
    }

    private Mono<Void> ask(ServerWebExchange exchange, AdmittedRequest request, Set<Instance> tried) {
        Optional<Instance> owner = instances.ownerOf(request.caller().user().value(), tried);
        if (owner.isEmpty() || tried.size() == INSTANCES_TRIED_MAX) {
            return Mono.error(words.unavailable());
        }
        Instance instance = owner.get();
        String lastEventId = exchange.getRequest().getHeaders().getFirst(LAST_EVENT_ID);
        return client.host(instance.host())
                .port(instance.port())
                .headers(headers -> write(headers, request, lastEventId))
                .get()
                .uri(request.target())
                .response((response, content) -> handOn(exchange, request, response, content))
                .then()
                .onErrorResume(ConnectException.class, failure -> ask(exchange, request, Set.of(instance)))
                .onErrorMap(failure -> failureOf(exchange, failure));
    }

    private void write(HttpHeaders headers, AdmittedRequest request, @Nullable String lastEventId) {
        headers.set(Headers.SERVICE_KEY, serviceKey);
        headers.set(Headers.USER_ID, request.caller().user().toString());
        headers.set(Headers.USER_ROLE, request.caller().role().spelling());
        headers.set(Headers.TOKEN_EXPIRES, Long.toString(request.caller().tokenExpiresSeconds()));
        headers.set(Trace.HEADER, Trace.headerFor(request.traceId()));
        if (lastEventId != null) {
            headers.set(LAST_EVENT_ID, lastEventId);
        }
    }

    private Flux<Void> handOn(
            ServerWebExchange exchange, AdmittedRequest request, HttpClientResponse said, ByteBufFlux content) {
        String contentType = said.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE, "");
        if (said.status().code() != OK || !contentType.startsWith(EVENT_STREAM)) {
            return refusal(exchange, request, said, content).flux();
        }
        ServerHttpResponse response = exchange.getResponse();
        response.setRawStatusCode(OK);
        response.getHeaders().set(WriteAnswer.TRACE_ID, request.traceId());
        response.getHeaders().set("Content-Type", EVENT_STREAM + ";charset=UTF-8");
        response.getHeaders().set("Cache-Control", "no-store");
        response.getHeaders().set("X-Content-Type-Options", "nosniff");
        response.getHeaders().set("X-Accel-Buffering", "no");
        // Each piece is flushed as it comes. A service that dies ends the stream, and the client comes back by itself.
        Flux<Mono<DataBuffer>> pieces = content.asByteArray()
                .onErrorResume(failure -> Flux.empty())
                .map(bytes -> Mono.just(response.bufferFactory().wrap(bytes)));
        return response.writeAndFlushWith(pieces).flux();
    }

    private Mono<Void> refusal(
            ServerWebExchange exchange, AdmittedRequest request, HttpClientResponse said, ByteBufFlux content) {
        return Body.collect(content, answerBytesMax).flatMap(body -> {
            Answer answer = words.answer(new ServiceAnswer(
                    said.status().code(),
                    said.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE),
                    said.responseHeaders().get(HttpHeaderNames.RETRY_AFTER),
                    null,
                    body));
            return writer.write(exchange, request.call().name(), answer, request.traceId(), request.begunNanos());
        });
    }

    /** Before the first byte a refusal; after it nobody hears of it. */
    private Throwable failureOf(ServerWebExchange exchange, Throwable failure) {
        return failure instanceof Problem || exchange.getResponse().isCommitted() ? failure : words.unavailable();
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
