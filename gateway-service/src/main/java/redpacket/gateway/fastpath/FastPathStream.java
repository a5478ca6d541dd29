package redpacket.gateway.fastpath;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redpacket.gateway.answer.Answer;

/**
 * An HTTP/2 stream on the fast path. Its body is discarded, within bounds of time and bytes, and given back to the flow
 * control. Past a bound the stream is reset with NO_ERROR (RFC 9113, 8.1).
 */
final class FastPathStream implements FastPathCall.Listener {
    private final Http2FastPathHandler connection;
    private final ChannelHandlerContext context;
    private final Http2FrameStream stream;
    private final FastPathCall call;
    private final FastPathSettings settings;
    private boolean bodyEnded;
    private boolean over;
    private int discardedBytes;
    private boolean answered;
    private long answeredNanos;
    private @Nullable ScheduledFuture<?> bodyTime;

    FastPathStream(
            Http2FastPathHandler connection,
            ChannelHandlerContext context,
            Http2FrameStream stream,
            FastPathCall call,
            FastPathSettings settings,
            boolean bodyEnded) {
        this.connection = connection;
        this.context = context;
        this.stream = stream;
        this.call = call;
        this.settings = settings;
        this.bodyEnded = bodyEnded;
        if (!bodyEnded) {
            bodyTime =
                    context.executor().schedule(this::bodyIsLate, settings.discardMillisMax(), TimeUnit.MILLISECONDS);
        }
    }

    int id() {
        return stream.id();
    }

    @Override
    public void answered(FastPathCall answered, Answer answer) {
        if (context.executor().inEventLoop()) {
            write(answer);
        } else {
            context.executor().execute(() -> write(answer));
        }
    }

    private void write(Answer answer) {
        if (over) {
            return;
        }
        Http2Headers headers = AnswerHeaders.http2(answer, call);
        byte[] body = answer.body();
        var unusedHead = context.write(new DefaultHttp2HeadersFrame(headers, body.length == 0).stream(stream));
        if (body.length > 0) {
            var unusedBody =
                    context.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true).stream(stream));
        }
        answered = true;
        answeredNanos = System.nanoTime();
        connection.flushSoon(context);
    }

    /** Resets the stream of a client that leaves no window for its answer: no other bound counts that answer. */
    void endIfNotTaken(long now) {
        if (answered && !over && now - answeredNanos > TimeUnit.MILLISECONDS.toNanos(settings.takeMillisMax())) {
            reset(Http2Error.CANCEL);
        }
    }

    void read(Http2StreamFrame frame) {
        try {
            if (frame instanceof Http2ResetFrame) {
                // The client has gone. The event of the closed stream comes next.
                closed();
            } else if (frame instanceof Http2DataFrame data) {
                discard(data);
            } else if (frame instanceof Http2HeadersFrame trailers && trailers.isEndStream()) {
                bodyEnds();
            }
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    private void discard(Http2DataFrame data) {
        int bytes = data.initialFlowControlledBytes();
        if (bytes > 0) {
            var unused = context.write(new DefaultHttp2WindowUpdateFrame(bytes).stream(stream));
        }
        if (data.isEndStream()) {
            bodyEnds();
            return;
        }
        discardedBytes += bytes;
        if (discardedBytes > settings.discardBytesMax()) {
            reset(Http2Error.NO_ERROR);
        }
    }

    private void bodyEnds() {
        bodyEnded = true;
        stopTime();
    }

    private void bodyIsLate() {
        if (!bodyEnded && !over) {
            reset(Http2Error.NO_ERROR);
        }
    }

    void reset(Http2Error error) {
        if (!over) {
            closed();
            var unused = context.writeAndFlush(new DefaultHttp2ResetFrame(error).stream(stream));
        }
    }

    /** Nothing more is read or written. */
    void closed() {
        over = true;
        stopTime();
        call.cancel();
    }

    private void stopTime() {
        ScheduledFuture<?> running = bodyTime;
        if (running != null) {
            bodyTime = null;
            running.cancel(false);
        }
    }
}
