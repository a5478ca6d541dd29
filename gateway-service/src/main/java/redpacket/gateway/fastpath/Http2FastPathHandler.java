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
 * The fast path of an HTTP/2 connection, between its codec and the handler that makes a channel of each stream.
 *
 * <p>INVARIANT: no frame of a fast-path stream passes, and every frame of another stream passes, in order. An event
 * for all streams would find a fast-path stream without a channel. So the event waits until no fast-path stream is
 * open, and meanwhile no stream takes the fast path.
 */
final class Http2FastPathHandler extends ChannelInboundHandlerAdapter {
    private static final String NAME = "redpacket.fast-path";

    private final FastPath from;
    private final FastPathSettings settings;
    /** INVARIANT: bounded, since a connection's streams are. */
    private final IntObjectHashMap<FastPathStream> ours = new IntObjectHashMap<>();

    private final Queue<Object> forAllLater = new ArrayDeque<>(2);
    private boolean writableLater;
    /** The beginning of a stream whose head comes next. */
    private @Nullable Http2FrameStreamEvent begun;

    /** One timer for the connection: a timer for each answer would cost more than the answer. */
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

    /** Whether a stream begins. The end of the stream that preceded this handler is an event, too. */
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

    /** The stream that has begun takes the routed path. */
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

    /** Flushes with the reads of this run of the event loop, or at its end. */
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
            // A fault of the connection: the codec and TLS end it by themselves.
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
