package redpacket.gateway.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Closes an HTTP/1.1 connection whose next head begins and does not end in time. The idle time cannot do that, since
 * each byte restarts it, and the time for a body begins after the head. The handler counts bytes in front of the
 * codec, and sees whole heads behind it.
 */
final class HeadTime extends ChannelInboundHandlerAdapter {
    private static final String BYTES = "redpacket.head-time";
    private static final String HEADS = "redpacket.head-seen";
    private static final String DRAIN = "redpacket.drain";
    private static final String REFUSE = "redpacket.refuse";

    private final long millisMax;
    private boolean watches;
    private boolean inBody;
    private boolean sawHead;
    private @Nullable ScheduledFuture<?> deadline;

    private HeadTime(int millisMax) {
        this.millisMax = millisMax;
    }

    /** To a connection that has just been made. */
    static void addTo(Channel channel, int millisMax) {
        ChannelPipeline pipeline = channel.pipeline();
        HeadTime handler = new HeadTime(millisMax);
        if (pipeline.get(NettyPipeline.SslHandler) == null) {
            pipeline.addFirst(BYTES, handler);
        } else {
            pipeline.addAfter(NettyPipeline.SslHandler, BYTES, handler);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext connection, Object bytes) {
        if (!watches) {
            if (!(connection.pipeline().get(NettyPipeline.HttpCodec) instanceof HttpServerCodec)) {
                // With HTTP/2, a bound on the frames of a head and the idle time close the connection.
                connection.pipeline().remove(this);
                connection.fireChannelRead(bytes);
                return;
            }
            connection
                    .pipeline()
                    .addAfter(NettyPipeline.HttpCodec, REFUSE, new RefuseMalformedHeads())
                    .addAfter(NettyPipeline.HttpCodec, DRAIN, new Http1Drain())
                    .addAfter(NettyPipeline.HttpCodec, HEADS, new Heads());
            watches = true;
        }
        sawHead = false;
        connection.fireChannelRead(bytes);
        if (!inBody && !sawHead && deadline == null && connection.channel().isActive()) {
            deadline = connection.executor().schedule(() -> late(connection), millisMax, TimeUnit.MILLISECONDS);
        }
    }

    private static void late(ChannelHandlerContext connection) {
        var unused = connection.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext connection) {
        stop();
        connection.fireChannelInactive();
    }

    private void stop() {
        ScheduledFuture<?> running = deadline;
        if (running != null) {
            deadline = null;
            running.cancel(false);
        }
    }

    private final class Heads extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext connection, Object message) {
            if (message instanceof HttpRequest) {
                sawHead = true;
                inBody = true;
                stop();
            }
            if (message instanceof LastHttpContent) {
                inBody = false;
            }
            connection.fireChannelRead(message);
        }
    }
}
