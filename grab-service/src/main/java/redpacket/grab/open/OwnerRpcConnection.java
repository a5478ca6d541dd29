package redpacket.grab.open;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.security.MessageDigest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.owner.AnswerFrame;
import redpacket.common.owner.OpenFrame;

/**
 * One connection of a gateway. Its first frame is the service key; then each is a call. Answers come in the order in
 * which calls end; those of one commit leave in one write.
 */
final class OwnerRpcConnection extends SimpleChannelInboundHandler<ByteBuf> {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerRpcConnection.class);
    private static final int ANSWER_BYTES = 192;

    private final byte[] serviceKey;
    private final AnswerCall answers;
    private final int callsMax;
    private final AtomicInteger underWay = new AtomicInteger();
    /** INVARIANT: bounded, since a call has one answer and the calls under way are bounded. */
    private final Queue<AnswerFrame> ready = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean writing = new AtomicBoolean();
    private boolean known;

    OwnerRpcConnection(byte[] serviceKey, AnswerCall answers, int callsMax) {
        this.serviceKey = serviceKey;
        this.answers = answers;
        this.callsMax = callsMax;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
        if (!known) {
            byte[] given = new byte[frame.readableBytes()];
            frame.readBytes(given);
            known = MessageDigest.isEqual(given, serviceKey);
            if (!known) {
                LOG.warn("a connection without the service key is closed");
                var unused = context.close();
            }
            return;
        }
        OpenFrame call = OpenFrame.readFrom(frame);
        if (underWay.incrementAndGet() > callsMax) {
            answer(context, answers.tooMany(call));
            return;
        }
        answers.answer(call, answer -> answer(context, answer));
    }

    /** From any thread. */
    private void answer(ChannelHandlerContext context, AnswerFrame answer) {
        ready.add(answer);
        if (writing.compareAndSet(false, true)) {
            context.executor().execute(() -> write(context));
        }
    }

    private void write(ChannelHandlerContext context) {
        // First, so that whoever adds an answer from now on comes here again.
        writing.set(false);
        AnswerFrame answer = ready.poll();
        if (answer == null) {
            return;
        }
        ByteBuf frames = context.alloc().buffer(ANSWER_BYTES * Math.max(1, underWay.get()));
        while (answer != null) {
            underWay.decrementAndGet();
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
