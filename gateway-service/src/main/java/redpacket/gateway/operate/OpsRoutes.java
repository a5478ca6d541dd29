package redpacket.gateway.operate;

import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import redpacket.common.problem.Problem;
import redpacket.common.process.ProcessSettings;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;
import redpacket.gateway.answer.Answers;
import redpacket.gateway.identify.IdentifyCaller;
import redpacket.gateway.identify.Identity;

/** The operators' calls: handed to the service that knows. */
@Component
final class OpsRoutes implements WebExceptionHandler {
    private static final int BODY_BYTES_MAX = 64 << 10;
    private static final int ANSWER_BYTES_MAX = 1 << 20;

    private final IdentifyCaller identifyCaller;
    private final ProcessSettings process;
    private final WebClient client;

    OpsRoutes(IdentifyCaller identifyCaller, ProcessSettings process, OperateSettings settings) {
        this.identifyCaller = identifyCaller;
        this.process = process;
        ConnectionProvider pool = ConnectionProvider.builder("ops")
                .maxConnections(16)
                .pendingAcquireMaxCount(64)
                .pendingAcquireTimeout(Duration.ofSeconds(1))
                .build();
        this.client = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(
                        HttpClient.create(pool).disableRetry(true).responseTimeout(settings.opsAnswerWithin())))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(ANSWER_BYTES_MAX))
                .build();
    }

    RouterFunction<ServerResponse> routes() {
        URI packet = process.services().packet().getFirst();
        URI account = process.services().account().getFirst();
        return RouterFunctions.route()
                .GET("/ops/v1/sets", request -> forward(request, packet.resolve("/internal/v1/sets")))
                .PUT("/ops/v1/sets/{setId}/state", request -> forward(request, setState(packet, request)))
                .GET("/ops/v1/funds", request -> forward(request, account.resolve("/internal/v1/funds")))
                .build();
    }

    private static URI setState(URI service, ServerRequest request) {
        String set = request.pathVariable("setId");
        if (!set.matches("[a-z0-9-]{1,40}")) {
            throw Problem.notFound();
        }
        return service.resolve("/internal/v1/sets/" + set + "/state");
    }

    private Mono<ServerResponse> forward(ServerRequest request, URI target) {
        return identifyCaller.identify(request.headers().asHttpHeaders()).flatMap(identity -> {
            if (!identity.ops()) {
                return Mono.error(Problem.of(403, "FORBIDDEN", "This is for operators."));
            }
            return body(request).flatMap(body -> call(request, target, identity, body));
        });
    }

    private static Mono<byte[]> body(ServerRequest request) {
        if (request.headers().contentLength().orElse(0) > BODY_BYTES_MAX) {
            return Mono.error(Problem.of(413, "BODY_TOO_LARGE", "A body has at most 64 KiB."));
        }
        return request.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]);
    }

    private Mono<ServerResponse> call(ServerRequest request, URI target, Identity identity, byte[] body) {
        var call = client.method(HttpMethod.valueOf(request.method().name()))
                .uri(target)
                .header(Headers.SERVICE_KEY, process.serviceKey())
                .header(Headers.USER_ID, identity.user().toString())
                .header(Headers.USER_ROLE, identity.role())
                .header(
                        Trace.HEADER,
                        Trace.headerFor(Trace.idFrom(request.headers().firstHeader(Trace.HEADER))));
        var withBody = body.length == 0
                ? call
                : call.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
        return withBody.exchangeToMono(answer -> answer.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .flatMap(bytes -> ServerResponse.status(answer.statusCode())
                        .contentType(answer.headers().contentType().orElse(MediaType.APPLICATION_JSON))
                        .bodyValue(bytes)));
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        Problem problem = problemOf(failure);
        return Answers.problem(exchange.getResponse(), problem);
    }

    private static Problem problemOf(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (failure instanceof ResponseStatusException status
                && status.getStatusCode().value() == 404) {
            return Problem.notFound();
        }
        return Problem.unavailable("UNAVAILABLE", "The service that knows does not answer.", Duration.ofSeconds(1));
    }
}
