package redpacket.gateway.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Counts the requests of an HTTP/1.1 connection that were read and are not answered. Its place is behind the codec,
 * so it sees the fast path and the routed path alike.
 */
final class Http1Drain extends ChannelDuplexHandler {
    private int unanswered;
    private boolean draining;
    private boolean ends;
    private boolean informs;

    /** On the event loop: the connection ends with its last answer. */
    void drain(Channel connection) {
        draining = true;
        if (unanswered == 0) {
            var unused = connection.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext connection, Object message) {
        if (ends) {
            // Behind an answer with Connection: close no request is read.
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest) {
            unanswered++;
        }
        connection.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext connection, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            informs = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (draining && !informs && unanswered == 1) {
                HttpUtil.setKeepAlive(response, false);
                ends = true;
            }
        }
        ChannelPromise written = promise;
        if (message instanceof LastHttpContent && !informs) {
            unanswered--;
            if (draining && unanswered == 0) {
                written = promise.unvoid();
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }
        var unused = connection.write(message, written);
    }
}
