package redpacket.gateway.fastpath;

import io.netty.handler.codec.http2.Http2Headers;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import redpacket.gateway.admit.RequestHead;

/** The head of an HTTP/2 request. */
final class Http2Head implements RequestHead {
    private static final String HTTPS = "https";
    private static final String NONE = "";
    private static final String NO_LENGTH = "0";

    private final Http2Headers headers;
    private final boolean announcesBody;

    /** Some clients end a request without a body by an empty DATA frame. They send a Content-Length of 0. */
    Http2Head(Http2Headers headers, boolean endsStream) {
        this.headers = headers;
        this.announcesBody = !endsStream && !NO_LENGTH.equals(text(headers.get("content-length")));
    }

    private static @Nullable String text(@Nullable CharSequence value) {
        return value == null ? null : value.toString();
    }

    @Override
    public String method() {
        CharSequence method = headers.method();
        return method == null ? NONE : method.toString();
    }

    @Override
    public String target() {
        CharSequence path = headers.path();
        return path == null ? NONE : path.toString();
    }

    @Override
    public @Nullable String first(CharSequence name) {
        return text(headers.get(name));
    }

    @Override
    public int count(CharSequence name) {
        int count = 0;
        for (Iterator<CharSequence> values = headers.valueIterator(name); values.hasNext(); values.next()) {
            count++;
        }
        return count;
    }

    @Override
    public boolean announcesBody() {
        return announcesBody;
    }

    @Override
    public int hosts() {
        return headers.authority() == null ? 0 : 1;
    }

    /** Whether version, framing and host are such that the framework need not judge them. */
    boolean isPlain() {
        return HTTPS.equals(text(headers.scheme())) && PlainHost.is(headers.authority());
    }
}
