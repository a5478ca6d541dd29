package redpacket.gateway.admit;

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

/** Answers what has no canonical target before the web framework parses it, and would answer in words of its own. */
public final class MalformedTargets implements NettyRouteProvider {
    @Override
    public HttpServerRoutes apply(HttpServerRoutes routes) {
        return routes.route(
                        request -> !RequestTarget.isCanonicalPath(request.uri()),
                        (request, response) -> answer(request, response, Problem.notFound()))
                .route(
                        request -> !RequestTarget.isWellFormedQuery(request.uri()),
                        (request, response) -> answer(
                                request,
                                response,
                                Problem.invalid("INVALID_REQUEST", "The query is not what a URI may hold.")));
    }

    private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response, Problem problem) {
        Answer answer = Answer.of(problem);
        return response.status(answer.status())
                .header("Content-Type", Answer.PROBLEM)
                .header("Content-Length", Integer.toString(answer.body().length))
                .header(
                        WriteAnswer.TRACE_ID,
                        Trace.idFrom(request.requestHeaders().get(Trace.HEADER)))
                .sendByteArray(Mono.just(answer.body()));
    }
}
