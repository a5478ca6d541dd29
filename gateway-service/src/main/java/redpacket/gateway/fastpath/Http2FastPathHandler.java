package redpacket.gateway.fastpath;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.handler.codec.http2.Http2FrameStreamEvent;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.collection.IntObjectHashMap;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Answers requests on an HTTP/2 connection between its codec and what makes a channel of each stream, which does not
 * hear of them.
 *
 * <p>INVARIANT: of a stream that is answered here nothing goes on, and of another everything, in its order. What goes to
 * all streams at once would find ours without a channel, so it waits until none of ours is open, and meanwhile no stream
 * becomes ours.
 */
final class Http2FastPathHandler extends ChannelInboundHandlerAdapter {
    private static final String NAME = "redpacket.fast-path";

    private final FastPath from;
    private final FastPathSettings settings;
    /** INVARIANT: bounded, since a connection's streams are. */
    private final IntObjectHashMap<FastPathStream> ours = new IntObjectHashMap<>();

    private final Queue<Object> forAllLater = new ArrayDeque<>(2);
    private boolean writableLater;
    /** That a stream is there; its head comes next and says whose it is. */
    private @Nullable Http2FrameStreamEvent begun;

    /** One for a connection: that of each answer would cost more than the answer. */
    private @Nullable ScheduledFuture<?> sweep;

    private int lastStream;
    private boolean reading;
    private boolean flushesSoon;

    private Http2FastPathHandler(FastPath from, FastPathSettings settings) {
        this.from = from;
        this.settings = settings;
    }

    /** Adds the handler to the connection of a stream; the stream itself goes on. */
    static void addTo(Channel stream, FastPath from, FastPathSettings settings) {
        Channel connection = stream.parent();
        ChannelPipeline pipeline = connection == null ? null : connection.pipeline();
        if (pipeline != null
                && pipeline.get(NAME) == null
                && pipeline.get(NettyPipeline.HttpCodec) != null
                && pipeline.get(NettyPipeline.H2MultiplexHandler) != null) {
            pipeline.addBefore(NettyPipeline.H2MultiplexHandler, NAME, new Http2FastPathHandler(from, settings));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        goOn(context);
        if (event instanceof Http2FrameStreamEvent change) {
            streamChanged(context, change);
        } else if (!ours.isEmpty() && isForAllStreams(event)) {
            forAllLater.add(event);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    private void streamChanged(ChannelHandlerContext context, Http2FrameStreamEvent change) {
        int id = change.stream().id();
        FastPathStream known = ours.get(id);
        if (known != null) {
            if (change.stream().state() == Http2Stream.State.CLOSED) {
                ours.remove(id);
                known.closed();
                catchUp(context);
            }
        } else if (id > lastStream && isFromClient(change.stream().state())) {
            lastStream = id;
            begun = change;
        } else {
            context.fireUserEventTriggered(change);
        }
    }

    /** How a stream may begin. The one that was there before this handler is told by its ending, too. */
    private static boolean isFromClient(Http2Stream.State state) {
        return state == Http2Stream.State.OPEN || state == Http2Stream.State.HALF_CLOSED_REMOTE;
    }

    private static boolean isForAllStreams(Object event) {
        return event instanceof SslCloseCompletionEvent
                || event == ChannelInputShutdownReadComplete.INSTANCE
                || event == ChannelOutputShutdownEvent.INSTANCE;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        reading = true;
        if (message instanceof Http2StreamFrame frame && frame.stream() != null) {
            FastPathStream known = ours.get(frame.stream().id());
            if (known != null) {
                known.read(frame);
                return;
            }
            if (frame instanceof Http2HeadersFrame head && isAnswered(context, head)) {
                return;
            }
        }
        goOn(context);
        context.fireChannelRead(message);
    }

    private boolean isAnswered(ChannelHandlerContext context, Http2HeadersFrame head) {
        if (begun == null || !begun.stream().equals(head.stream()) || !forAllLater.isEmpty() || writableLater) {
            return false;
        }
        Http2Head request = new Http2Head(head.headers(), head.isEndStream());
        FastPathCall call = request.isPlain() ? from.begin(request) : null;
        if (call == null) {
            return false;
        }
        FastPathStream stream = new FastPathStream(this, context, begun.stream(), call, settings, head.isEndStream());
        begun = null;
        ours.put(stream.id(), stream);
        sweepLater(context);
        call.start(stream);
        return true;
    }

    private void sweepLater(ChannelHandlerContext context) {
        if (sweep == null) {
            sweep = context.executor()
                    .schedule(() -> sweep(context), settings.takeMillisMax() / 2 + 1, TimeUnit.MILLISECONDS);
        }
    }

    private void sweep(ChannelHandlerContext context) {
        sweep = null;
        long now = System.nanoTime();
        List.copyOf(ours.values()).forEach(stream -> stream.endIfNotTaken(now));
        if (!ours.isEmpty()) {
            sweepLater(context);
        }
    }

    private void end() {
        ScheduledFuture<?> running = sweep;
        if (running != null) {
            sweep = null;
            running.cancel(false);
        }
        List.copyOf(ours.values()).forEach(FastPathStream::closed);
    }

    /** The stream that has begun is not ours. */
    private void goOn(ChannelHandlerContext context) {
        Http2FrameStreamEvent waiting = begun;
        if (waiting != null) {
            begun = null;
            context.fireUserEventTriggered(waiting);
        }
    }

    private void catchUp(ChannelHandlerContext context) {
        if (!ours.isEmpty()) {
            return;
        }
        if (writableLater) {
            writableLater = false;
            context.fireChannelWritabilityChanged();
        }
        for (Object event = forAllLater.poll(); event != null; event = forAllLater.poll()) {
            if (event instanceof Throwable failure) {
                context.fireExceptionCaught(failure);
            } else {
                context.fireUserEventTriggered(event);
            }
        }
    }

    /** What was written leaves with what is read now, or with all else that comes in this turn of the loop. */
    void flushSoon(ChannelHandlerContext context) {
        if (!reading && !flushesSoon) {
            flushesSoon = true;
            context.executor().execute(() -> {
                flushesSoon = false;
                context.flush();
            });
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        // The codec flushes after this.
        reading = false;
        goOn(context);
        context.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        goOn(context);
        if (!ours.isEmpty() && context.channel().isWritable()) {
            writableLater = true;
        } else {
            context.fireChannelWritabilityChanged();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        goOn(context);
        if (failure instanceof Http2FrameStreamException broken) {
            FastPathStream known = ours.get(broken.stream().id());
            if (known != null) {
                known.reset(broken.error());
                return;
            }
        } else if (!ours.isEmpty()) {
            // What goes wrong with the connection. The codec and TLS end it, without being asked.
            forAllLater.add(failure);
            return;
        }
        context.fireExceptionCaught(failure);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        goOn(context);
        end();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        end();
    }
}
