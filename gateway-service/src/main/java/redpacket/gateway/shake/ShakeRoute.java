package redpacket.gateway.shake;

import io.netty.util.AttributeKey;
import org.reactivestreams.Publisher;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import redpacket.gateway.answer.WriteAnswer;

/**
 * Answers shakes on HTTP/2 before the web framework hears of them. Whether a request can be answered at once is what the
 * route's predicate finds out, and the answer waits at the request's stream; one that cannot goes on to other routes.
 */
final class ShakeRoute implements NettyRouteProvider {
    private static final AttributeKey<ShakeAtOnce.Told> TOLD = AttributeKey.valueOf("redpacket.shake");
    private static final int HTTP_2 = 2;

    private final ShakeAtOnce shakes;

    ShakeRoute(ShakeAtOnce shakes) {
        this.shakes = shakes;
    }

    @Override
    public HttpServerRoutes apply(HttpServerRoutes routes) {
        return routes.route(this::isTold, ShakeRoute::write);
    }

    private boolean isTold(HttpServerRequest request) {
        boolean plain = request.uri().equals(ShakeAtOnce.TARGET)
                && request.method().name().equals(ShakeAtOnce.METHOD)
                && request.version().majorVersion() == HTTP_2
                && request.scheme().equals("https");
        ShakeAtOnce.Told told = plain ? shakes.tell(request.requestHeaders()) : null;
        if (told == null) {
            return false;
        }
        request.withConnection(stream -> stream.channel().attr(TOLD).set(told));
        return true;
    }

    private static Publisher<Void> write(HttpServerRequest request, HttpServerResponse response) {
        ShakeAtOnce.Told[] told = new ShakeAtOnce.Told[1];
        request.withConnection(stream -> told[0] = stream.channel().attr(TOLD).getAndSet(null));
        byte[] body = told[0].answer().body();
        return response.status(told[0].answer().status())
                .header("Content-Type", "application/json")
                .header("Content-Length", Integer.toString(body.length))
                .header(WriteAnswer.TRACE_ID, told[0].traceId())
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header("RateLimit-Policy", told[0].rateLimitPolicy())
                .header("RateLimit", told[0].rateLimit())
                .sendByteArray(Mono.just(body));
    }
}
