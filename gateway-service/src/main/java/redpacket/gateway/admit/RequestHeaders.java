package redpacket.gateway.admit;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import redpacket.common.problem.Problem;
import redpacket.common.web.Headers;
import redpacket.gateway.model.Call;

/** The headers that a service may see of what the client sent. All others end here, the inside ones among them. */
record RequestHeaders(
        @Nullable String idempotencyKey, @Nullable String contentType) {
    private static final String JSON = "application/json";

    static RequestHeaders of(Call call, HttpHeaders headers) {
        long length = headers.getContentLength();
        boolean announcesBody = length > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
        if (announcesBody && !call.takesBody()) {
            throw Problem.invalid("INVALID_BODY", "This call takes no body.");
        }
        if (headers.containsHeader(HttpHeaders.CONTENT_ENCODING)) {
            throw unsupported("Send the body as it is, without a content encoding.");
        }
        String contentType = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        if (contentType == null ? announcesBody : call.takesBody() && !isJson(contentType)) {
            throw unsupported("Send application/json.");
        }
        List<String> keys = headers.getOrEmpty(Headers.IDEMPOTENCY_KEY);
        if (keys.size() > 1) {
            throw Problem.invalid("INVALID_IDEMPOTENCY_KEY", "Send one Idempotency-Key.");
        }
        return new RequestHeaders(keys.isEmpty() ? null : keys.getFirst(), contentType == null ? null : JSON);
    }

    /** JSON in UTF-8, whether it says so or not. */
    private static boolean isJson(String contentType) {
        String text = contentType.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
        return text.equals(JSON) || text.equals(JSON + ";charset=utf-8");
    }

    private static Problem unsupported(String detail) {
        return Problem.of(415, "UNSUPPORTED_MEDIA_TYPE", detail);
    }
}
