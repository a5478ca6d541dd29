package redpacket.gateway.admit;

import io.netty.channel.ChannelException;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import redpacket.common.problem.Problem;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.WriteAnswer;
import redpacket.gateway.identify.TokenOutcome;
import redpacket.gateway.identify.VerifyToken;
import redpacket.gateway.model.AdmittedRequest;

/** The admission on the routed path: the first filter of every route, and the only one of a path that has no route. */
final class AdmissionFilter implements GlobalFilter, Ordered {
    private final Admission admission;
    private final VerifyToken tokens;
    private final ListenerCalls publicCalls;
    private final WriteAnswer writer;
    private final ApplicationContext context;

    AdmissionFilter(
            Admission admission,
            VerifyToken tokens,
            ListenerCalls publicCalls,
            WriteAnswer writer,
            ApplicationContext context) {
        this.admission = admission;
        this.tokens = tokens;
        this.publicCalls = publicCalls;
        this.writer = writer;
        this.context = context;
    }

    @Override
    public int getOrder() {
        return Admission.FILTER_ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (!context.equals(exchange.getApplicationContext())) {
            // The management port's context is a child and inherits the routes. It serves none of them.
            exchange.getResponse().setStatusCode(HttpStatus.NOT_FOUND);
            return exchange.getResponse().setComplete();
        }
        ServerHttpRequest request = exchange.getRequest();
        RequestHead head = ExchangeHead.of(request);
        if (admission.limitsAddresses()) {
            Judgement.Refused flood = admission.takeOfAddress(
                    head, request.getRemoteAddress(), request.getHeaders().getOrEmpty("X-Forwarded-For"));
            if (flood != null) {
                return write(exchange, flood.refuse());
            }
        }
        ListenerCalls listener = exchange.getAttributeOrDefault(ListenerCalls.ATTRIBUTE, publicCalls);
        Judgement judgement = admission.judge(head, listener, null);
        return judgement instanceof Judgement.Unverified unverified
                ? tokens.verify(unverified.token())
                        .flatMap(outcome -> outcome instanceof TokenOutcome.Verified verified
                                ? goOn(exchange, chain, admission.judge(head, listener, verified.caller()))
                                : write(exchange, unverified.arrival().unverified(unverified.call(), outcome)))
                : goOn(exchange, chain, judgement);
    }

    private Mono<Void> goOn(ServerWebExchange exchange, GatewayFilterChain chain, Judgement judgement) {
        return switch (judgement) {
            case Judgement.Refused refused -> write(exchange, refused.refuse());
            case Judgement.Admissible admissible -> enter(exchange, chain, admissible);
            case Judgement.Unverified ignored ->
                Mono.error(() -> new IllegalStateException("a verified caller was judged as unverified"));
        };
    }

    private Mono<Void> enter(ServerWebExchange exchange, GatewayFilterChain chain, Judgement.Admissible admissible) {
        AdmittedRequest request = admissible.request();
        Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        if (route == null || !route.getId().equals(request.call().name())) {
            // Another predicate of the call's route does not hold.
            return refuse(exchange, request, Problem.notFound());
        }
        return switch (admission.enter(admissible)) {
            case Outcome.Refuse refuse -> write(exchange, refuse);
            case Outcome.AnswerAtOnce atOnce -> {
                show(exchange, atOnce.rate());
                yield finish(
                        exchange,
                        request,
                        Mono.defer(() -> atOnce.answers().answer(request))
                                .flatMap(answer -> write(exchange, request, answer)));
            }
            case Outcome.Route routed -> {
                show(exchange, routed.rate());
                exchange.getAttributes().put(AdmittedRequest.ATTRIBUTE, request);
                yield finish(exchange, request, Mono.defer(() -> chain.filter(exchange)));
            }
        };
    }

    private Mono<Void> finish(ServerWebExchange exchange, AdmittedRequest request, Mono<Void> answered) {
        return answered.onErrorResume(failure -> recover(exchange, request, failure))
                .doFinally(ignored -> admission.left(request));
    }

    private Mono<Void> recover(ServerWebExchange exchange, AdmittedRequest request, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        if (failure instanceof Problem problem) {
            return refuse(exchange, request, problem);
        }
        if (failure instanceof AbortedException || failure instanceof IOException) {
            // The client has gone. The framework would log this as a fault of ours.
            exchange.getResponse().setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR);
            return exchange.getResponse().setComplete().onErrorComplete();
        }
        if (failure instanceof Http2Exception) {
            return refuse(
                    exchange,
                    request,
                    Problem.of(400, "INVALID_BODY", "The body does not agree with the head of the request."));
        }
        if (failure instanceof ChannelException) {
            // The listener bounds the time for a body.
            return refuse(exchange, request, Problem.of(408, "REQUEST_TIMEOUT", "The body did not arrive in time."));
        }
        return write(exchange, request, Failures.answer(request.call(), request.traceId(), failure));
    }

    private Mono<Void> refuse(ServerWebExchange exchange, AdmittedRequest request, Problem problem) {
        return write(exchange, request, Answer.of(problem));
    }

    private Mono<Void> write(ServerWebExchange exchange, AdmittedRequest request, Answer answer) {
        return writer.write(exchange, request.call().name(), answer, request.traceId(), request.begunNanos());
    }

    private Mono<Void> write(ServerWebExchange exchange, Outcome.Refuse refuse) {
        RateHeaders rate = refuse.rate();
        if (rate != null) {
            show(exchange, rate);
        }
        return writer.write(
                exchange, refuse.call(), refuse.answer(), refuse.traceId(), refuse.begunNanos(), refuse.headers());
    }

    private static void show(ServerWebExchange exchange, RateHeaders rate) {
        exchange.getResponse().getHeaders().set(RateHeaders.POLICY, rate.policy());
        exchange.getResponse().getHeaders().set(RateHeaders.LIMIT, rate.limit());
    }
}
