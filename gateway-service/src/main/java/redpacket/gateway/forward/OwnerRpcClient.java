package redpacket.gateway.forward;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;
import redpacket.common.owner.AnswerFrame;
import redpacket.common.owner.HelloFrame;
import redpacket.common.owner.OpenFrame;
import redpacket.gateway.locate.Instance;

/**
 * The connections of the owner RPC: one from each event loop to each instance. So a call stays on the thread of its
 * request, and calls that arrive together leave in one write.
 */
final class OwnerRpcClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerRpcClient.class);
    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final int FRAMES_A_FLUSH_MAX = 256;

    private final OwnerRpcSettings settings;
    private final HelloFrame hello;
    private final long timeoutNanos;
    private final int answerBytesMax;
    private final Predicate<Instance> passedOver;
    private final EventLoopGroup loops;
    private final Class<? extends Channel> channelType;
    /** INVARIANT: bounded by the loops and the instances. */
    private final Map<Key, OwnerConnection> connections = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /** @param passedOver whether another instance serves in place of this one */
    OwnerRpcClient(
            OwnerRpcSettings settings,
            ForwardSettings forward,
            String serviceKey,
            Predicate<Instance> passedOver,
            LoopResources resources) {
        this.passedOver = passedOver;
        this.settings = settings;
        this.hello = HelloFrame.of(serviceKey);
        this.timeoutNanos = forward.answerTimeoutMillis() * 1_000_000L;
        this.answerBytesMax = forward.answerBytesMax();
        this.loops = resources.onClient(LoopResources.DEFAULT_NATIVE);
        this.channelType = resources.onChannelClass(io.netty.channel.socket.SocketChannel.class, loops);
    }

    private record Key(EventLoop loop, Instance instance) {}

    /**
     * Sends a call to the owner. Null where there is no connection now, so that the call must go by HTTP; a missing
     * connection is made in the background.
     */
    @Nullable
    Mono<AnswerFrame> ask(Instance owner, Question question) {
        OwnerConnection connection = readyConnection(owner);
        if (connection == null) {
            return null;
        }
        return Mono.<AnswerFrame>create(sink -> {
                    owner.asked(System.nanoTime());
                    connection.ask(question, sink);
                })
                .doOnNext(ignored -> owner.answered());
    }

    /** Whether this event loop has a connection to the owner that takes calls. */
    boolean isReady(Instance owner) {
        return readyConnection(owner) != null;
    }

    private @Nullable OwnerConnection readyConnection(Instance owner) {
        int port = owner.ownerRpcPort();
        if (!settings.on() || port == 0 || closed) {
            return null;
        }
        EventLoop loop = loops.next();
        if (!loop.inEventLoop()) {
            return null;
        }
        Key key = new Key(loop, owner);
        OwnerConnection connection = connections.get(key);
        if (connection == null || connection.isOver(port)) {
            connection = connect(key, port);
            connections.put(key, connection);
        }
        return connection.isReady() ? connection : null;
    }

    /** A call, without the number that its connection gives it. */
    record Question(OpenFrame.Verb verb, PacketId packet, UserId user, String traceId) {}

    private OwnerConnection connect(Key key, int port) {
        OwnerConnection connection = new OwnerConnection(
                key.instance().toString(), port, settings, timeoutNanos, () -> passedOver.test(key.instance()));
        ChannelFuture connecting = new Bootstrap()
                .group(key.loop())
                .channel(channelType)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings.connectTimeoutMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new FlushConsolidationHandler(FRAMES_A_FLUSH_MAX, true))
                                .addLast(new LengthFieldBasedFrameDecoder(
                                        answerBytesMax, 0, LENGTH_BYTES, 0, LENGTH_BYTES))
                                .addLast(connection);
                    }
                })
                .connect(key.instance().getHost(), port);
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                LOG.debug("no owner RPC connection to {}: {}", key.instance(), String.valueOf(done.cause()));
                connection.fail();
            } else {
                ByteBuf frame = connecting.channel().alloc().buffer(hello.frameBytes());
                hello.writeTo(frame);
                var unused = connecting.channel().writeAndFlush(frame);
            }
        });
        return connection;
    }

    @Override
    public void close() {
        closed = true;
        connections.values().forEach(OwnerConnection::close);
    }
}
