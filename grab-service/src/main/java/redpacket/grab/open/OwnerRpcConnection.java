package redpacket.grab.open;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.owner.AnswerFrame;
import redpacket.common.owner.HelloFrame;
import redpacket.common.owner.OpenFrame;
import redpacket.common.problem.Problem;
import redpacket.grab.model.Ending;

/**
 * One connection of a gateway. The first frame is a hello; each further one is a call. Answers leave in the order in
 * which calls end, those of one commit in one write.
 */
final class OwnerRpcConnection extends SimpleChannelInboundHandler<ByteBuf> {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerRpcConnection.class);
    private static final int ANSWER_BYTES = 192;
    private static final int VERSION_REFUSED = 426;

    private final HelloFrame expected;
    private final AnswerCalls calls;
    private final OwnerRpcSettings settings;
    private final AtomicInteger inFlight = new AtomicInteger();
    /** INVARIANT: bounded, since the calls in flight are and each has one answer. */
    private final Queue<AnswerFrame> ready = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean writing = new AtomicBoolean();
    private boolean accepted;

    OwnerRpcConnection(HelloFrame expected, AnswerCalls calls, OwnerRpcSettings settings) {
        this.expected = expected;
        this.calls = calls;
        this.settings = settings;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var unused = context.executor()
                .schedule(
                        () -> closeWithoutHello(context), settings.helloWithin().toMillis(), TimeUnit.MILLISECONDS);
        context.fireChannelActive();
    }

    private void closeWithoutHello(ChannelHandlerContext context) {
        if (!accepted && context.channel().isActive()) {
            LOG.warn(
                    "a connection without a hello is closed after {} ms",
                    settings.helloWithin().toMillis());
            var unused = context.close();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
        if (accepted) {
            call(context, OpenFrame.readFrom(frame));
        } else if (context.channel().isActive()) {
            hello(context, HelloFrame.readFrom(frame));
        }
    }

    private void hello(ChannelHandlerContext context, HelloFrame hello) {
        if (hello.version() != expected.version()) {
            String detail = "This owner speaks version " + expected.version()
                    + " of the owner RPC; the connection began with version " + hello.version() + ".";
            LOG.warn("a connection is refused: {}", detail);
            ByteBuf refusal = context.alloc().buffer(ANSWER_BYTES);
            OpenAnswer answer = OpenAnswer.of(Problem.of(VERSION_REFUSED, "OWNER_RPC_VERSION", detail));
            frameOf(HelloFrame.REFUSAL_NUMBER, answer, 0).writeTo(refusal);
            var unused = context.writeAndFlush(refusal).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        accepted = hello.hasKeyOf(expected);
        if (!accepted) {
            LOG.warn("a connection without the service key is closed");
            var unused = context.close();
        }
    }

    private void call(ChannelHandlerContext context, OpenFrame frame) {
        if (inFlight.incrementAndGet() > settings.callsMax()) {
            answer(context, frameOf(frame.number(), OpenAnswer.of(OpenAnswer.unavailable()), 0));
            return;
        }
        QueueTime queueTime = new QueueTime();
        OpenCommand command = OpenCommand.of(frame.packet(), frame.user(), frame.traceId(), queueTime);
        var unused = calls.answer(frame.verb(), command)
                .thenAccept(answer -> answer(context, frameOf(frame.number(), answer, queueTime.micros)));
    }

    /** The lane sets the time before it completes the call. */
    private static final class QueueTime implements LongConsumer {
        private int micros;

        @Override
        public void accept(long nanos) {
            micros = (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMicros(nanos));
        }
    }

    private static AnswerFrame frameOf(long number, OpenAnswer answer, int waitedMicros) {
        Ending ended = answer.ended();
        return new AnswerFrame(
                number,
                answer.status(),
                ended == null ? null : ended.name(),
                answer.retryAfterSeconds(),
                waitedMicros,
                answer.json());
    }

    /** From any thread. */
    private void answer(ChannelHandlerContext context, AnswerFrame answer) {
        ready.add(answer);
        if (writing.compareAndSet(false, true)) {
            context.executor().execute(() -> write(context));
        }
    }

    private void write(ChannelHandlerContext context) {
        // Before the queue is read: a thread that adds an answer from now on schedules another write.
        writing.set(false);
        AnswerFrame answer = ready.poll();
        if (answer == null) {
            return;
        }
        ByteBuf frames = context.alloc().buffer(ANSWER_BYTES * Math.max(1, inFlight.get()));
        while (answer != null) {
            inFlight.decrementAndGet();
            answer.writeTo(frames);
            answer = ready.poll();
        }
        var unused = context.writeAndFlush(frames, context.voidPromise());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        LOG.warn("a gateway's connection is closed: {}", failure.toString());
        var unused = context.close();
    }
}
