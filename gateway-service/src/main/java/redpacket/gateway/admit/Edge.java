package redpacket.gateway.admit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.channel.ChannelException;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.problem.Problem;
import redpacket.common.trace.Trace;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.Barrier;
import redpacket.gateway.answer.CountAnswers;
import redpacket.gateway.answer.WriteAnswer;
import redpacket.gateway.identify.TokenOutcome;
import redpacket.gateway.identify.VerifyToken;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.Call;
import redpacket.gateway.model.CallTable;
import redpacket.gateway.model.Caller;
import redpacket.gateway.model.Role;

/**
 * Lets a request in, or answers why not. In order of precedence: no such path (404), other method (405), no good token
 * (401), not for this role (403), too often (429), a body that cannot be read here (400, 415), no such packet (404), a
 * part that is turned off or no room (503). An address that asks too often (429) hears nothing else. The body's size
 * (413) shows while it is read.
 */
public final class Edge {
    private static final String BEARER = "Bearer ";

    private final InFlight inFlight;
    private final VerifyToken tokens;
    private final AdmitRates rates;
    private final List<Barrier> barriers;
    private final PacketIdCodec codec;
    private final WriteAnswer writer;
    private final Ticker ticker;

    Edge(
            InFlight inFlight,
            VerifyToken tokens,
            AdmitRates rates,
            List<Barrier> barriers,
            PacketIdCodec codec,
            WriteAnswer writer,
            Ticker ticker) {
        this.inFlight = inFlight;
        this.tokens = tokens;
        this.rates = rates;
        this.barriers = List.copyOf(barriers);
        this.codec = codec;
        this.writer = writer;
        this.ticker = ticker;
    }

    /**
     * Handles a request of a listener that serves these calls, and these pages to everybody; next goes on with what was
     * let in, and finds the {@link AdmittedRequest} among the exchange's attributes.
     */
    public Mono<Void> handle(
            ServerWebExchange exchange,
            CallTable calls,
            Map<String, Answer> pages,
            Function<AdmittedRequest, Mono<Void>> next) {
        ServerHttpRequest request = exchange.getRequest();
        String traceId = Trace.idFrom(request.getHeaders().getFirst(Trace.HEADER));
        Arrival arrival = new Arrival(exchange, traceId, ticker.read());
        if (!inFlight.enter()) {
            return refuse(arrival, CountAnswers.NO_CALL, Overload.problem(), Map.of());
        }
        Problem flood = rates.takeOfAddress(request.getRemoteAddress(), request.getHeaders());
        Mono<Void> answered = flood == null
                ? route(arrival, calls, pages, next)
                : refuse(arrival, CountAnswers.NO_CALL, flood, Map.of());
        return answered.doFinally(ignored -> inFlight.leave());
    }

    private record Arrival(ServerWebExchange exchange, String traceId, long begunNanos) {
        HttpHeaders headers() {
            return exchange.getRequest().getHeaders();
        }
    }

    private Mono<Void> route(
            Arrival arrival, CallTable calls, Map<String, Answer> pages, Function<AdmittedRequest, Mono<Void>> next) {
        ServerHttpRequest request = arrival.exchange().getRequest();
        String path = request.getURI().getRawPath();
        String method = request.getMethod().name();
        // RFC 9112, 3.2; of HTTP/2 it is the authority.
        if (arrival.headers().getOrEmpty(HttpHeaders.HOST).size() != 1) {
            return refuse(
                    arrival,
                    CountAnswers.NO_CALL,
                    Problem.of(400, "INVALID_HOST", "A request has one Host."),
                    Map.of());
        }
        if (!RequestTarget.isCanonicalPath(path)) {
            return refuse(arrival, CountAnswers.NO_CALL, Problem.notFound(), Map.of());
        }
        Answer page = pages.get(path);
        if (page != null) {
            return method.equals("GET")
                    ? write(arrival, CountAnswers.NO_CALL, page, Pages.headers(page))
                    : otherMethod(arrival, List.of("GET"));
        }
        return switch (calls.match(method, path)) {
            case CallTable.Match.Unknown ignored -> refuse(arrival, CountAnswers.NO_CALL, Problem.notFound(), Map.of());
            case CallTable.Match.OtherMethod other -> otherMethod(arrival, other.allowed());
            case CallTable.Match.Found found -> identify(arrival, found, next);
        };
    }

    private Mono<Void> identify(
            Arrival arrival, CallTable.Match.Found found, Function<AdmittedRequest, Mono<Void>> next) {
        String token = bearer(arrival.headers());
        if (token == null) {
            return unauthenticated(arrival, found.call(), !arrival.headers().containsHeader(HttpHeaders.AUTHORIZATION));
        }
        Caller caller = tokens.remembered(token);
        if (caller != null) {
            return admit(arrival, found, caller, next);
        }
        return tokens.verify(token).flatMap(outcome -> switch (outcome) {
            case TokenOutcome.KeysMissing ignored ->
                refuse(
                        arrival,
                        found.call().name(),
                        Problem.unavailable(
                                "UNAVAILABLE", "Tokens cannot be verified at present.", Duration.ofSeconds(1)),
                        Map.of());
            case TokenOutcome.UnknownKey ignored -> unauthenticated(arrival, found.call(), false);
            case TokenOutcome.Refused ignored -> unauthenticated(arrival, found.call(), false);
            case TokenOutcome.Verified verified -> admit(arrival, found, verified.caller(), next);
        });
    }

    private static @Nullable String bearer(HttpHeaders headers) {
        List<String> values = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (values.size() != 1) {
            return null;
        }
        String value = values.getFirst();
        return value.regionMatches(true, 0, BEARER, 0, BEARER.length()) ? value.substring(BEARER.length()) : null;
    }

    private Mono<Void> admit(
            Arrival arrival, CallTable.Match.Found found, Caller caller, Function<AdmittedRequest, Mono<Void>> next) {
        Call call = found.call();
        try {
            AdmittedRequest admitted = check(arrival, found, caller);
            for (Barrier barrier : barriers) {
                Answer answer = barrier.stop(admitted);
                if (answer != null) {
                    return write(arrival, call.name(), answer, Map.of());
                }
            }
            arrival.exchange().getAttributes().put(AdmittedRequest.ATTRIBUTE, admitted);
            return next.apply(admitted)
                    .onErrorResume(failure -> recover(arrival, call, failure))
                    .doFinally(ignored -> barriers.forEach(barrier -> barrier.left(admitted)));
        } catch (Problem problem) {
            return refuse(arrival, call.name(), problem, Map.of());
        }
    }

    private AdmittedRequest check(Arrival arrival, CallTable.Match.Found found, Caller caller) {
        Call call = found.call();
        if (call.role() == Role.OPS && caller.role() != Role.OPS) {
            throw Problem.of(403, "FORBIDDEN", "This call is for operators.");
        }
        rates.takeOfUser(caller.user().value(), arrival.exchange().getResponse().getHeaders());
        RequestHeaders headers = RequestHeaders.of(call, arrival.headers());
        String packetText = call.namesPacket() ? found.variables().getFirst() : "";
        PacketId packet = call.namesPacket() ? codec.decode(packetText).orElseThrow(Problem::notFound) : null;
        String query = arrival.exchange().getRequest().getURI().getRawQuery();
        String path = call.targetFor(found.variables());
        return new AdmittedRequest(
                call,
                caller,
                query == null || call.takesBody() ? path : path + "?" + query,
                packet,
                packetText,
                headers.idempotencyKey(),
                headers.contentType(),
                arrival.traceId(),
                arrival.begunNanos());
    }

    private Mono<Void> recover(Arrival arrival, Call call, Throwable failure) {
        if (arrival.exchange().getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        if (failure instanceof Problem problem) {
            return refuse(arrival, call.name(), problem, Map.of());
        }
        if (failure instanceof AbortedException || failure instanceof IOException) {
            // The client has gone: nobody hears an answer, and the framework would log it as a fault of ours.
            arrival.exchange().getResponse().setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR);
            return arrival.exchange().getResponse().setComplete().onErrorComplete();
        }
        if (failure instanceof Http2Exception) {
            // A body of another length than its head says, or fields after it that may not be there.
            Problem problem = Problem.of(400, "INVALID_BODY", "The body is not what the request's head announces.");
            return refuse(arrival, call.name(), problem, Map.of());
        }
        // The listener's bounds on the time for a body.
        if (failure instanceof ChannelException) {
            Problem problem = Problem.of(408, "REQUEST_TIMEOUT", "The body did not arrive in time.");
            return refuse(arrival, call.name(), problem, Map.of());
        }
        return write(arrival, call.name(), Failures.answer(call, arrival.traceId(), failure), Map.of());
    }

    private Mono<Void> unauthenticated(Arrival arrival, Call call, boolean noToken) {
        return refuse(
                arrival,
                call.name(),
                Problem.of(401, "UNAUTHENTICATED", "A valid bearer token is needed."),
                Map.of(
                        HttpHeaders.WWW_AUTHENTICATE,
                        noToken
                                ? "Bearer realm=\"redpacket\""
                                : "Bearer realm=\"redpacket\", error=\"invalid_token\""));
    }

    private Mono<Void> otherMethod(Arrival arrival, List<String> allowed) {
        return refuse(
                arrival,
                CountAnswers.NO_CALL,
                Problem.of(405, "METHOD_NOT_ALLOWED", "This method is not for this path."),
                Map.of(HttpHeaders.ALLOW, String.join(", ", allowed)));
    }

    private Mono<Void> refuse(Arrival arrival, String call, Problem problem, Map<String, String> headers) {
        return write(arrival, call, Answer.of(problem), headers);
    }

    private Mono<Void> write(Arrival arrival, String call, Answer answer, Map<String, String> headers) {
        return writer.write(arrival.exchange(), call, answer, arrival.traceId(), arrival.begunNanos(), headers);
    }
}
