package redpacket.gateway.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.MonoSink;
import redpacket.common.owner.AnswerFrame;
import redpacket.common.owner.HelloFrame;
import redpacket.common.owner.OpenFrame;

/**
 * One connection to an owner. Confined to its event loop, except for the volatile fields.
 *
 * <p>INVARIANT: a call that was written and has no answer ends as unknown, with a time-out or with the connection.
 */
final class OwnerConnection extends SimpleChannelInboundHandler<ByteBuf> {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerConnection.class);

    private final String instance;
    private final int port;
    private final OwnerRpcSettings settings;
    private final long timeoutNanos;
    private final BooleanSupplier passedOver;
    /** In the order of their time-outs, which is the order in which they were sent. */
    private final Map<Long, Waiting> calls = new LinkedHashMap<>();

    private volatile @Nullable ChannelHandlerContext context;
    private volatile boolean over;
    private volatile long overSinceNanos;
    private @Nullable ScheduledFuture<?> sweeping;
    private long lastNumber;

    OwnerConnection(
            String instance, int port, OwnerRpcSettings settings, long timeoutNanos, BooleanSupplier passedOver) {
        this.passedOver = passedOver;
        this.instance = instance;
        this.port = port;
        this.settings = settings;
        this.timeoutNanos = timeoutNanos;
    }

    private record Waiting(MonoSink<AnswerFrame> sink, long untilNanos) {}

    /** Whether to make another: this one broke some time ago, or the instance listens on another port now. */
    boolean isOver(int portNow) {
        return port != portNow
                || (over
                        && System.nanoTime() - overSinceNanos
                                > TimeUnit.MILLISECONDS.toNanos(settings.connectTimeoutMillis()));
    }

    /** Whether it accepts calls now. */
    boolean isReady() {
        ChannelHandlerContext now = context;
        return !over && now != null && now.channel().isWritable() && calls.size() < settings.callsMax();
    }

    void fail() {
        overSinceNanos = System.nanoTime();
        over = true;
    }

    /** Call it on the event loop. */
    void ask(OwnerRpcClient.Question question, MonoSink<AnswerFrame> sink) {
        ChannelHandlerContext now = context;
        if (now == null || over) {
            sink.error(new IOException("the connection to " + instance + " broke"));
            return;
        }
        long number = ++lastNumber;
        calls.put(number, new Waiting(sink, System.nanoTime() + timeoutNanos));
        ByteBuf frame = now.alloc().buffer(OpenFrame.FRAME_BYTES);
        new OpenFrame(number, question.verb(), question.packet(), question.user(), question.traceId()).writeTo(frame);
        var unused = now.writeAndFlush(frame, now.voidPromise());
    }

    @Override
    public void channelActive(ChannelHandlerContext connected) {
        context = connected;
        LOG.info("owner RPC to {} on port {}", instance, port);
        long every = settings.sweepEveryMillis();
        sweeping = connected.executor().scheduleWithFixedDelay(this::sweep, every, every, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ignored, ByteBuf frame) {
        AnswerFrame answer = AnswerFrame.readFrom(frame);
        if (answer.number() == HelloFrame.REFUSAL_NUMBER) {
            LOG.error("{} refuses the owner RPC, so its calls go by HTTP: {}", instance, answer.json());
            close();
            return;
        }
        Waiting waiting = calls.remove(answer.number());
        // An answer after its time-out is dropped.
        if (waiting != null) {
            waiting.sink().success(answer);
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        // Another instance owns the sets now, so repeats of these calls have an answer there.
        boolean frozen = passedOver.getAsBoolean();
        Iterator<Waiting> oldest = calls.values().iterator();
        while (oldest.hasNext()) {
            Waiting waiting = oldest.next();
            if (now - waiting.untilNanos() < 0 && !frozen) {
                return;
            }
            oldest.remove();
            waiting.sink().error(ReadTimeoutException.INSTANCE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext closed) {
        fail();
        if (sweeping != null) {
            sweeping.cancel(false);
        }
        Map<Long, Waiting> unknown = new LinkedHashMap<>(calls);
        calls.clear();
        unknown.values()
                .forEach(waiting -> waiting.sink().error(new IOException("the connection to " + instance + " broke")));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext broken, Throwable failure) {
        LOG.warn("the owner RPC connection to {} is closed: {}", instance, failure.toString());
        var unused = broken.close();
    }

    void close() {
        fail();
        ChannelHandlerContext now = context;
        if (now != null) {
            var unused = now.close();
        }
    }
}
