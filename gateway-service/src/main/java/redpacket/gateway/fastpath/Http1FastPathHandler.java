package redpacket.gateway.fastpath;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;
import redpacket.gateway.answer.Answer;

/**
 * The fast path of an HTTP/1.1 connection, between its codec and the web server.
 *
 * <p>INVARIANT: answers leave in the order of their requests. While a request of the routed path has no answer, all
 * requests take the routed path. While a call of the fast path has no answer, all requests wait.
 */
final class Http1FastPathHandler extends ChannelDuplexHandler implements FastPathCall.Listener {
    private static final String NAME = "redpacket.fast-path";

    private final FastPath from;
    private final FastPathSettings settings;
    private final Queue<Object> held = new ArrayDeque<>(4);
    /** The bytes of held bodies. While there are any, the handler reads no more. */
    private int heldBytes;

    private @Nullable ChannelHandlerContext context;
    private @Nullable FastPathCall underWay;
    /** Requests on the routed path without an answer. The handler is added during one. */
    private int goneOn = 1;

    private boolean closing;
    private boolean discards;
    private int discardedBytes;
    private @Nullable ScheduledFuture<?> bodyTime;
    private boolean reading;
    /** Whether the web server got a message since the last read-complete event. */
    private boolean went = true;

    private boolean answered;
    private boolean flushesSoon;
    private boolean readsLater;
    private boolean informs;

    private Http1FastPathHandler(FastPath from, FastPathSettings settings) {
        this.from = from;
        this.settings = settings;
    }

    /** Adds the handler to a connection whose first request is being read. */
    static void addTo(Channel channel, FastPath from, FastPathSettings settings) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NAME) == null
                && pipeline.get(NettyPipeline.HttpCodec) != null
                && pipeline.get(NettyPipeline.HttpTrafficHandler) != null) {
            pipeline.addBefore(NettyPipeline.HttpTrafficHandler, NAME, new Http1FastPathHandler(from, settings));
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext connection, Object message) {
        reading = true;
        if (underWay != null || !held.isEmpty()) {
            held.add(message);
            heldBytes += bytesOf(message);
        } else {
            take(connection, message);
        }
    }

    private void take(ChannelHandlerContext connection, Object message) {
        if (message instanceof HttpRequest request) {
            Http1Head head = new Http1Head(request);
            FastPathCall call = goneOn == 0 && !closing && head.isPlain() ? from.begin(head) : null;
            if (call == null) {
                goneOn++;
                goOn(connection, message);
                return;
            }
            boolean bodyFollows = !(message instanceof LastHttpContent);
            ReferenceCountUtil.release(message);
            if (bodyFollows) {
                discards = true;
                discardedBytes = 0;
            }
            underWay = call;
            call.start(this);
        } else if (discards) {
            discard(connection, message);
        } else {
            goOn(connection, message);
        }
    }

    private void goOn(ChannelHandlerContext connection, Object message) {
        went = true;
        connection.fireChannelRead(message);
    }

    private static int bytesOf(Object message) {
        return message instanceof HttpContent content ? content.content().readableBytes() : 0;
    }

    private void discard(ChannelHandlerContext connection, Object message) {
        discardedBytes += bytesOf(message);
        boolean last = message instanceof LastHttpContent;
        ReferenceCountUtil.release(message);
        if (last) {
            discards = false;
            stopTime();
        } else if (discardedBytes > settings.discardBytesMax()) {
            var unused = connection.close();
        }
    }

    @Override
    public void answered(FastPathCall call, Answer answer) {
        ChannelHandlerContext connection = context;
        if (connection == null) {
            return;
        }
        if (connection.executor().inEventLoop()) {
            write(connection, call, answer);
        } else {
            connection.executor().execute(() -> write(connection, call, answer));
        }
    }

    private void write(ChannelHandlerContext connection, FastPathCall call, Answer answer) {
        underWay = null;
        if (!connection.channel().isActive()) {
            return;
        }
        answered = true;
        var unused = connection.write(new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()),
                AnswerHeaders.http1(answer, call),
                EmptyHttpHeaders.INSTANCE));
        if (!reading && !flushesSoon) {
            flushesSoon = true;
            connection.executor().execute(() -> catchUp(connection));
        }
    }

    /** Flushes the answers of this run of the event loop, and takes the held messages. */
    private void catchUp(ChannelHandlerContext connection) {
        flushesSoon = false;
        reading = true;
        while (underWay == null && !held.isEmpty()) {
            Object next = held.remove();
            heldBytes -= bytesOf(next);
            take(connection, next);
        }
        channelReadComplete(connection);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext connection) {
        readComplete(connection);
        // The event would cost every handler of the web server its part.
        if (went) {
            went = false;
            connection.fireChannelReadComplete();
        }
    }

    private void readComplete(ChannelHandlerContext connection) {
        reading = false;
        if (!answered && !discards && underWay == null) {
            return;
        }
        if (answered) {
            answered = false;
            connection.flush();
        }
        if (discards && underWay == null && bodyTime == null) {
            bodyTime = connection
                    .executor()
                    .schedule(() -> bodyIsLate(connection), settings.discardMillisMax(), TimeUnit.MILLISECONDS);
        }
        // The web server reads on after its own answers.
        readsLater = goneOn == 0;
        readOn(connection);
    }

    private static void bodyIsLate(ChannelHandlerContext connection) {
        var unused = connection.close();
    }

    /** Reads on unless the client does not read its answers, or is far ahead of them. */
    private void readOn(ChannelHandlerContext connection) {
        if (readsLater && connection.channel().isWritable() && heldBytes == 0 && held.size() < settings.heldMax()) {
            readsLater = false;
            connection.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext connection) {
        readOn(connection);
        connection.fireChannelWritabilityChanged();
    }

    @Override
    public void write(ChannelHandlerContext connection, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            informs = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            closing |= !informs && !HttpUtil.isKeepAlive(response);
        }
        if (message instanceof LastHttpContent && !informs) {
            goneOn--;
        }
        var unused = connection.write(message, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext connection) {
        end();
        connection.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext connection) {
        end();
    }

    private void end() {
        stopTime();
        FastPathCall call = underWay;
        if (call != null) {
            underWay = null;
            call.cancel();
        }
        for (Object message = held.poll(); message != null; message = held.poll()) {
            ReferenceCountUtil.release(message);
        }
    }

    private void stopTime() {
        ScheduledFuture<?> running = bodyTime;
        if (running != null) {
            bodyTime = null;
            running.cancel(false);
        }
    }
}
