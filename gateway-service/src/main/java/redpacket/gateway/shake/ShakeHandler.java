package redpacket.gateway.shake;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Answers shakes on an HTTP/1.1 connection between its codec and the web server, which does not hear of them.
 *
 * <p>INVARIANT: answers leave in the order of their requests. While one that went on is not answered, all go on.
 */
final class ShakeHandler extends ChannelDuplexHandler {
    private static final String NAME = "redpacket.shake";
    private static final AsciiString TRACE_ID = AsciiString.cached("X-Trace-Id");
    private static final AsciiString POLICY = AsciiString.cached("RateLimit-Policy");
    private static final AsciiString LIMIT = AsciiString.cached("RateLimit");
    private static final AsciiString TYPE_OPTIONS = AsciiString.cached("X-Content-Type-Options");
    private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");
    private static final AsciiString NO_STORE = AsciiString.cached("no-store");
    private static final AsciiString JSON = AsciiString.cached("application/json");
    private static final DefaultHttpHeadersFactory HEADERS =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private final ShakeAtOnce shakes;
    /** Requests that have gone on and are not answered; the handler is added while there is one. */
    private int goneOn = 1;

    private boolean closing;
    private boolean endsAnswered;
    private boolean answered;
    private boolean readsLater;
    private boolean informs;

    private ShakeHandler(ShakeAtOnce shakes) {
        this.shakes = shakes;
    }

    /** Adds the handler to a connection whose first request is being read. */
    static void addTo(Channel channel, ShakeAtOnce shakes) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NAME) == null
                && pipeline.get(NettyPipeline.HttpCodec) != null
                && pipeline.get(NettyPipeline.HttpTrafficHandler) != null) {
            pipeline.addBefore(NettyPipeline.HttpTrafficHandler, NAME, new ShakeHandler(shakes));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            FullHttpResponse answer = goneOn == 0 && !closing ? answer(request) : null;
            if (answer == null) {
                goneOn++;
                context.fireChannelRead(message);
                return;
            }
            ReferenceCountUtil.release(message);
            endsAnswered = !(message instanceof LastHttpContent);
            answered = true;
            var unused = context.write(answer);
        } else if (endsAnswered) {
            endsAnswered = !(message instanceof LastHttpContent);
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private @Nullable FullHttpResponse answer(HttpRequest request) {
        boolean plain = request.uri().equals(ShakeAtOnce.TARGET)
                && request.method().name().equals(ShakeAtOnce.METHOD)
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && request.decoderResult().isSuccess()
                && HttpUtil.isKeepAlive(request);
        ShakeAtOnce.Told told = plain ? shakes.tell(request.headers()) : null;
        if (told == null) {
            return null;
        }
        byte[] body = told.answer().body();
        HttpHeaders headers = HEADERS.newHeaders()
                .add(TRACE_ID, told.traceId())
                .add(HttpHeaderNames.CACHE_CONTROL, NO_STORE)
                .add(TYPE_OPTIONS, NOSNIFF)
                .add(POLICY, told.rateLimitPolicy())
                .add(LIMIT, told.rateLimit())
                .add(HttpHeaderNames.CONTENT_TYPE, JSON)
                .add(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.OK,
                Unpooled.wrappedBuffer(body),
                headers,
                EmptyHttpHeaders.INSTANCE);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (answered) {
            answered = false;
            context.flush();
            // Whoever went on reads on when it is answered.
            readsLater = goneOn == 0;
            readOn(context);
        }
        context.fireChannelReadComplete();
    }

    /** A client that does not read its answers is not read from. */
    private void readOn(ChannelHandlerContext context) {
        if (readsLater && context.channel().isWritable()) {
            readsLater = false;
            context.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        readOn(context);
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            informs = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            closing |= !informs && !HttpUtil.isKeepAlive(response);
        }
        if (message instanceof LastHttpContent && !informs) {
            goneOn--;
        }
        var unused = context.write(message, promise);
    }
}
