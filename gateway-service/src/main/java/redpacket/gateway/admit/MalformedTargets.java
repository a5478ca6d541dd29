package redpacket.gateway.admit;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import org.reactivestreams.Publisher;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import redpacket.common.problem.Problem;
import redpacket.common.trace.Trace;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.WriteAnswer;

/**
 * Answers requests that the web framework would answer without a problem: targets that are not canonical, and CORS
 * preflights of paths that the listener does not have.
 */
public final class MalformedTargets implements NettyRouteProvider {
    private final ListenerCalls calls;

    public MalformedTargets(ListenerCalls calls) {
        this.calls = calls;
    }

    @Override
    public HttpServerRoutes apply(HttpServerRoutes routes) {
        return routes.route(
                        request -> !RequestTarget.isCanonicalPath(request.uri()),
                        (request, response) -> answer(request, response, Problem.notFound()))
                .route(
                        request -> !RequestTarget.isWellFormedQuery(request.uri()),
                        (request, response) -> answer(request, response, RequestTarget.malformedQuery()))
                .route(
                        this::isPreflightOfUnknownPath,
                        (request, response) -> answer(request, response, Problem.notFound()));
    }

    private boolean isPreflightOfUnknownPath(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.requestHeaders().contains(HttpHeaderNames.ORIGIN)
                && request.requestHeaders().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD)
                && calls.allowed(RequestTarget.pathOf(request.uri())).isEmpty();
    }

    private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response, Problem problem) {
        Answer answer = Answer.of(problem);
        if (request.requestHeaders().contains(HttpHeaderNames.EXPECT)) {
            response.keepAlive(false);
        }
        return response.status(answer.status())
                .header("Content-Type", Answer.PROBLEM)
                .header("Content-Length", Integer.toString(answer.body().length))
                .header(
                        WriteAnswer.TRACE_ID,
                        Trace.idFrom(request.requestHeaders().get(Trace.HEADER)))
                .sendByteArray(Mono.just(answer.body()));
    }
}
