package redpacket.loadtest.bench.shake;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/**
 * Clients that shake over HTTP/1.1 with TLS, on one thread, with one request in flight on each connection. They are
 * cheap, because they share the machine with the measured server: requests are bytes made in advance, and of an answer
 * they read the status and the closing brace.
 */
final class ShakeClients implements AutoCloseable {
    private static final int STATUS_AT = 9;
    private static final long CONNECT_SECONDS_MAX = 60;

    private final LoopResources loops = LoopResources.create("shake-clients", 1, true);
    private final EventLoopGroup loop = loops.onClient(LoopResources.DEFAULT_NATIVE);
    private final SslContext tls;
    private final AtomicLong bad = new AtomicLong();

    ShakeClients(Path certificate) throws SSLException {
        tls = SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL)
                .trustManager(certificate.toFile())
                .build();
    }

    /** The bytes of a shake with this token, to be sent many times. */
    static ByteBuf request(String token) {
        byte[] bytes = bytes(token);
        // The garbage collector frees it, because it is sent during the whole bench.
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct));
    }

    /** The same bytes, to be sent a few times. */
    static ByteBuf briefRequest(String token) {
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes(token)));
    }

    private static byte[] bytes(String token) {
        return ("POST /v1/shake HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The result of a run: answers, wrong ones, and their times. */
    record Shaken(long shakes, long bad, long nanos, Histogram micros) {
        double perSecond() {
            return shakes * 1e9 / nanos;
        }
    }

    /** Shakes until the time is over or so many shakes are answered. The supplier is called on one thread. */
    Shaken run(int port, int connections, long nanosMax, long shakesMax, Supplier<ByteBuf> requests)
            throws InterruptedException {
        Run run = new Run(connections, shakesMax, requests);
        bad.set(0);
        List<Channel> channels = new ArrayList<>();
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(() -> loops.onChannel(SocketChannel.class, loop))
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(tls.newHandler(channel.alloc(), "localhost", port), new Client(run));
                    }
                });
        for (int i = 0; i < connections; i++) {
            channels.add(
                    bootstrap.connect("127.0.0.1", port).syncUninterruptibly().channel());
        }
        if (!run.connected.await(CONNECT_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new IllegalStateException("only " + (connections - run.connected.getCount()) + " connections");
        }
        long begun = System.nanoTime();
        channels.forEach(channel -> channel.eventLoop()
                .execute(() -> channel.pipeline().get(Client.class).begin()));
        boolean enough = run.enough.await(nanosMax, TimeUnit.NANOSECONDS);
        run.over = true;
        long nanos = System.nanoTime() - begun;
        channels.forEach(channel -> channel.close().syncUninterruptibly());
        if (!enough && shakesMax != Long.MAX_VALUE) {
            throw new IllegalStateException("only " + run.micros.getTotalCount() + " shakes in time");
        }
        return new Shaken(run.micros.getTotalCount(), bad.get(), nanos, run.micros);
    }

    private static final class Run {
        private final CountDownLatch connected;
        private final CountDownLatch enough = new CountDownLatch(1);
        private final Histogram micros = new Histogram(3);
        private final Supplier<ByteBuf> requests;
        private final long shakesMax;
        private volatile boolean over;

        private Run(int connections, long shakesMax, Supplier<ByteBuf> requests) {
            this.connected = new CountDownLatch(connections);
            this.shakesMax = shakesMax;
            this.requests = requests;
        }
    }

    private final class Client extends ChannelInboundHandlerAdapter {
        private final Run run;
        private @Nullable ChannelHandlerContext context;
        private long sentNanos;
        private boolean midAnswer;

        private Client(Run run) {
            this.run = run;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext handshaken, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
                context = handshaken;
                run.connected.countDown();
            }
        }

        void begin() {
            if (context != null && !run.over) {
                sentNanos = System.nanoTime();
                var unused = context.writeAndFlush(run.requests.get().duplicate());
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext from, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            int last = bytes.writerIndex() - 1;
            if (!midAnswer && (last < STATUS_AT || bytes.getByte(bytes.readerIndex() + STATUS_AT) != '2')) {
                bad.incrementAndGet();
            }
            midAnswer = bytes.getByte(last) != '}';
            bytes.release();
            if (!midAnswer) {
                run.micros.recordValue((System.nanoTime() - sentNanos) / 1_000);
                if (run.micros.getTotalCount() >= run.shakesMax) {
                    run.enough.countDown();
                    return;
                }
                begin();
            }
        }
    }

    @Override
    public void close() {
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block();
    }
}
