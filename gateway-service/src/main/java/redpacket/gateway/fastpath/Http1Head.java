package redpacket.gateway.fastpath;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import redpacket.gateway.admit.RequestHead;

/** The head of an HTTP/1.1 request. */
final class Http1Head implements RequestHead {
    private static final String NO_LENGTH = "0";

    private final HttpRequest request;
    private final HttpHeaders headers;

    Http1Head(HttpRequest request) {
        this.request = request;
        this.headers = request.headers();
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String target() {
        return request.uri();
    }

    @Override
    public @Nullable String first(CharSequence name) {
        return headers.get(name);
    }

    @Override
    public int count(CharSequence name) {
        int count = 0;
        for (Iterator<String> values = headers.valueStringIterator(name); values.hasNext(); values.next()) {
            count++;
        }
        return count;
    }

    @Override
    public boolean announcesBody() {
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return headers.contains(HttpHeaderNames.TRANSFER_ENCODING) || (length != null && !length.equals(NO_LENGTH));
    }

    @Override
    public int hosts() {
        return count(HttpHeaderNames.HOST);
    }

    /** Whether version, framing and host are such that the framework need not judge them. */
    boolean isPlain() {
        return request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && request.decoderResult().isSuccess()
                && HttpUtil.isKeepAlive(request)
                && PlainHost.is(headers.get(HttpHeaderNames.HOST));
    }
}
