package redpacket.grab.open;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import redpacket.common.owner.OpenFrame;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.StartBeforeServing;

/**
 * Takes grabs and opens from the gateways, many on one connection, beside the HTTP endpoint that serves everything: on
 * the way of an HTTP request the request itself costs more than what it asks for.
 */
@Component
final class OwnerRpcServer extends StartBeforeServing {
    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final int BACKLOG = 128;

    private final OwnerRpcSettings settings;
    private final AnswerCall answers;
    private final byte[] serviceKey;
    private final AtomicInteger connections = new AtomicInteger();
    private @Nullable MultiThreadIoEventLoopGroup loops;
    private @Nullable Channel listening;

    OwnerRpcServer(OwnerRpcSettings settings, AnswerCall answers, ProcessSettings process) {
        this.settings = settings;
        this.answers = answers;
        this.serviceKey = process.serviceKey().getBytes(StandardCharsets.UTF_8);
    }

    /** Where it listens; 0 before it does. */
    int port() {
        return listening != null && listening.localAddress() instanceof InetSocketAddress address
                ? address.getPort()
                : 0;
    }

    @Override
    protected void begin() {
        MultiThreadIoEventLoopGroup group =
                new MultiThreadIoEventLoopGroup(settings.threads(), NioIoHandler.newFactory());
        loops = group;
        listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                })
                .bind(settings.host(), settings.port())
                .syncUninterruptibly()
                .channel();
    }

    private void accept(SocketChannel channel) {
        channel.closeFuture().addListener(ignored -> connections.decrementAndGet());
        if (connections.incrementAndGet() > settings.connectionsMax()) {
            var unused = channel.close();
            return;
        }
        int longest = Math.max(OpenFrame.FRAME_BYTES, LENGTH_BYTES + serviceKey.length);
        channel.pipeline()
                .addLast(new LengthFieldBasedFrameDecoder(longest, 0, LENGTH_BYTES, 0, LENGTH_BYTES))
                .addLast(new OwnerRpcConnection(serviceKey, answers, settings.callsMax()));
    }

    @Override
    protected void end() {
        if (listening != null) {
            listening.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        }
        if (loops != null) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        }
    }
}
