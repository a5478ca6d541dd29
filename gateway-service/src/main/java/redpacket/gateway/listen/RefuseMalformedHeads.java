package redpacket.gateway.listen;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import redpacket.common.problem.Problem;
import redpacket.common.trace.Trace;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.WriteAnswer;

/**
 * Answers an HTTP/1.1 head that the codec could not read with a problem, and closes the connection. The framework would
 * answer without a body. Over HTTP/2 the codec answers 431 by itself, as headers alone.
 */
final class RefuseMalformedHeads extends ChannelInboundHandlerAdapter {
    private boolean refused;

    @Override
    public void channelRead(ChannelHandlerContext connection, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (!(message instanceof HttpRequest request) || request.decoderResult().isSuccess()) {
            connection.fireChannelRead(message);
            return;
        }
        refused = true;
        Problem problem = problemOf(request.decoderResult().cause());
        ReferenceCountUtil.release(message);
        connection.writeAndFlush(answer(problem)).addListener(ChannelFutureListener.CLOSE);
    }

    private static Problem problemOf(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException ignored -> Problem.of(414, "TARGET_TOO_LONG", "The target is too long.");
            case TooLongHttpHeaderException ignored ->
                Problem.of(431, "HEAD_TOO_LARGE", "The header fields are too large.");
            default -> Problem.invalid("INVALID_REQUEST", "The head of the request is not HTTP.");
        };
    }

    private static FullHttpResponse answer(Problem problem) {
        Answer answer = Answer.of(problem);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Answer.PROBLEM)
                .set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(WriteAnswer.TRACE_ID, Trace.idFrom(null));
        return response;
    }
}
