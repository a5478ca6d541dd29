package redpacket.gateway.forward;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.netty.channel.ChannelException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import redpacket.common.id.PacketId;
import redpacket.common.owner.OpenFrame.Verb;
import redpacket.common.problem.Problem;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.Answers;
import redpacket.gateway.ended.Ended;
import redpacket.gateway.ended.EndedPackets;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.CallClass;
import redpacket.gateway.model.ServiceName;
import redpacket.gateway.shed.CallLimits;

/**
 * Answers a request by asking the service that serves it; for a packet that has ended, from memory.
 *
 * <p>No answer in time means that the outcome is unknown, and the client hears 503 and when to ask again: asking again
 * converges, since calls are idempotent.
 */
final class ForwardCall implements Answers {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardCall.class);
    private static final int UNAVAILABLE = 503;

    private final Upstreams upstreams;
    private final SetStates states;
    private final EndedPackets endedPackets;
    private final ServiceWords words;
    private final CallLimits limits;
    private final String serviceKey;
    private final Duration timeout;
    private final Duration readTimeout;

    ForwardCall(
            Upstreams upstreams,
            SetStates states,
            EndedPackets endedPackets,
            ForwardSettings settings,
            CallLimits limits,
            String serviceKey) {
        this.upstreams = upstreams;
        this.states = states;
        this.endedPackets = endedPackets;
        this.words = new ServiceWords(Duration.ofMillis(settings.comeBackMillis()));
        this.limits = limits;
        this.serviceKey = serviceKey;
        this.timeout = Duration.ofMillis(settings.answerTimeoutMillis());
        this.readTimeout = Duration.ofMillis(settings.readAnswerTimeoutMillis());
    }

    @Override
    public Mono<Answer> answer(AdmittedRequest request, byte[] body) {
        PacketId packet = request.packet();
        if (packet != null && states.isDown(packet.set())) {
            limits.failed(request);
            return Mono.error(words.unavailable());
        }
        if (packet != null && request.call().isGrabOrOpen() && EmptyBody.is(body)) {
            Optional<Ended.Outcome> outcome =
                    endedPackets.outcomeFor(packet, request.caller().user().value());
            if (outcome.isPresent()) {
                return Mono.just(Answer.of(200, Answer.JSON, "{\"outcome\":\"" + outcome.get() + "\"}"));
            }
        }
        Upstream upstream = upstreams.of(request.call().service(), packet).orElse(null);
        if (upstream == null) {
            return Mono.error(words.unavailable());
        }
        return limits.guard(request, upstream.call(keyOf(request), outgoing(request, body)))
                .map(said -> {
                    if (said.status() == UNAVAILABLE) {
                        limits.failed(request);
                    }
                    heed(request, said, upstream);
                    return words.answer(said);
                })
                .onErrorMap(this::problemFor);
    }

    /** What decides which instance is asked: an owner has all packets of a set. */
    private static long keyOf(AdmittedRequest request) {
        PacketId packet = request.packet();
        if (packet == null) {
            return request.caller().user().value();
        }
        return request.call().service() == ServiceName.GRAB ? packet.set().value() : packet.number();
    }

    private Upstream.Outgoing outgoing(AdmittedRequest request, byte[] body) {
        boolean takesBody = request.call().takesBody();
        return new Upstream.Outgoing(
                HttpMethod.valueOf(request.call().method()),
                request.target(),
                headers -> write(headers, request),
                takesBody ? body : null,
                takesBody ? timeout : readTimeout,
                question(request, body));
    }

    /** What has no body is asked on the owner RPC; the rest goes by HTTP. */
    private static OwnerRpcClient.@Nullable Question question(AdmittedRequest request, byte[] body) {
        PacketId packet = request.packet();
        return packet != null && request.call().isGrabOrOpen() && EmptyBody.is(body)
                ? new OwnerRpcClient.Question(
                        request.call().callClass() == CallClass.OPEN ? Verb.OPEN : Verb.GRAB,
                        packet,
                        request.caller().user(),
                        request.traceId())
                : null;
    }

    private void write(HttpHeaders headers, AdmittedRequest request) {
        headers.set(Headers.SERVICE_KEY, serviceKey);
        headers.set(Headers.USER_ID, request.caller().user().toString());
        headers.set(Headers.USER_ROLE, request.caller().role().spelling());
        headers.set(Trace.HEADER, Trace.headerFor(request.traceId()));
        String idempotencyKey = request.idempotencyKey();
        if (idempotencyKey != null) {
            headers.set(Headers.IDEMPOTENCY_KEY, idempotencyKey);
        }
        String contentType = request.contentType();
        if (contentType != null) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
        }
    }

    private void heed(AdmittedRequest request, ServiceAnswer said, Upstream upstream) {
        PacketId packet = request.packet();
        if (said.packetEnded() != null && packet != null && request.call().isGrabOrOpen()) {
            endedPackets.learn(packet, () -> winners(upstream, request));
        }
    }

    private Mono<Ended> winners(Upstream upstream, AdmittedRequest request) {
        Upstream.Outgoing ask = new Upstream.Outgoing(
                HttpMethod.GET,
                "/internal/v1/packets/" + request.packetText() + "/winners",
                headers -> {
                    headers.set(Headers.SERVICE_KEY, serviceKey);
                    headers.set(Trace.HEADER, Trace.headerFor(request.traceId()));
                },
                null,
                readTimeout,
                null);
        return upstream.call(keyOf(request), ask).flatMap(said -> Mono.justOrEmpty(Winners.read(said)));
    }

    private Throwable problemFor(Throwable failure) {
        if (failure instanceof Problem) {
            return failure;
        }
        boolean expected = failure instanceof IOException
                || failure instanceof UncheckedIOException
                || failure instanceof TimeoutException
                || failure instanceof ChannelException
                || failure instanceof CallNotPermittedException
                || failure instanceof BulkheadFullException
                || failure instanceof PoolAcquirePendingLimitException;
        if (expected) {
            LOG.debug("no answer: {}", failure.toString());
            return words.unavailable();
        }
        return failure;
    }
}
