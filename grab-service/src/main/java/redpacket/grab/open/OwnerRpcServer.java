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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import redpacket.common.owner.HelloFrame;
import redpacket.common.owner.OpenFrame;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.StartBeforeServing;

/**
 * The server of the owner RPC: grabs and opens of the gateways, many on one connection. The HTTP endpoint takes the
 * same calls, at a higher cost for each.
 */
@Component
final class OwnerRpcServer extends StartBeforeServing {
    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final int BACKLOG = 128;

    private final OwnerRpcSettings settings;
    private final AnswerCalls calls;
    private final HelloFrame hello;
    private final AtomicInteger connections = new AtomicInteger();
    private @Nullable MultiThreadIoEventLoopGroup loops;
    private @Nullable Channel listening;

    @Autowired
    OwnerRpcServer(OwnerRpcSettings settings, AnswerCalls calls, ProcessSettings process) {
        this(settings, calls, process.serviceKey());
    }

    OwnerRpcServer(OwnerRpcSettings settings, AnswerCalls calls, String serviceKey) {
        this.settings = settings;
        this.calls = calls;
        this.hello = HelloFrame.of(serviceKey);
    }

    /** 0 before it listens. */
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
        int longest = Math.max(OpenFrame.FRAME_BYTES, hello.frameBytes());
        channel.pipeline()
                .addLast(new LengthFieldBasedFrameDecoder(longest, 0, LENGTH_BYTES, 0, LENGTH_BYTES))
                .addLast(new OwnerRpcConnection(hello, calls, settings));
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
