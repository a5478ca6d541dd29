package redpacket.gateway.fastpath;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redpacket.gateway.admit.RateHeaders;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.WriteAnswer;

/** The headers of an answer (see {@link WriteAnswer}) in the form of each protocol. */
final class AnswerHeaders {
    private static final AsciiString TRACE_ID = AsciiString.cached("x-trace-id");
    private static final AsciiString CACHE_CONTROL = AsciiString.cached("cache-control");
    private static final AsciiString NO_STORE = AsciiString.cached("no-store");
    private static final AsciiString TYPE_OPTIONS = AsciiString.cached("x-content-type-options");
    private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");
    private static final AsciiString RETRY_AFTER = AsciiString.cached("retry-after");
    private static final AsciiString POLICY = AsciiString.cached("ratelimit-policy");
    private static final AsciiString LIMIT = AsciiString.cached("ratelimit");
    private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
    private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
    private static final AsciiString JSON = AsciiString.cached(Answer.JSON);
    private static final AsciiString PROBLEM = AsciiString.cached(Answer.PROBLEM);
    private static final AsciiString OK = AsciiString.cached("200");
    private static final int STATUS_OK = 200;
    private static final DefaultHttpHeadersFactory HTTP_1 =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private AnswerHeaders() {}

    static HttpHeaders http1(Answer answer, FastPathCall call) {
        HttpHeaders headers = HTTP_1.newHeaders()
                .add(WriteAnswer.TRACE_ID, call.traceId())
                .add(CACHE_CONTROL, NO_STORE)
                .add(TYPE_OPTIONS, NOSNIFF)
                .add(CONTENT_LENGTH, Integer.toString(answer.body().length));
        RateHeaders rate = call.rate();
        if (rate != null) {
            headers.add(POLICY, rate.policy()).add(LIMIT, rate.limit());
        }
        call.headers().forEach(headers::add);
        AsciiString type = type(answer);
        if (type != null) {
            headers.add(CONTENT_TYPE, type);
        }
        String retryAfter = answer.retryAfter();
        if (retryAfter != null) {
            headers.add(RETRY_AFTER, retryAfter);
        }
        return headers;
    }

    static Http2Headers http2(Answer answer, FastPathCall call) {
        AsciiString status = answer.status() == STATUS_OK ? OK : AsciiString.of(Integer.toString(answer.status()));
        AsciiString type = type(answer);
        String retryAfter = answer.retryAfter();
        RateHeaders rate = call.rate();
        int pairs = 4
                + (rate == null ? 0 : 2)
                + (type == null ? 0 : 1)
                + (retryAfter == null ? 0 : 1)
                + call.headers().size();
        AsciiString[] fields = new AsciiString[2 * pairs];
        int at = put(fields, 0, TRACE_ID, AsciiString.of(call.traceId()));
        at = put(fields, at, CACHE_CONTROL, NO_STORE);
        at = put(fields, at, TYPE_OPTIONS, NOSNIFF);
        if (rate != null) {
            at = put(fields, at, POLICY, AsciiString.of(rate.policy()));
            at = put(fields, at, LIMIT, AsciiString.of(rate.limit()));
        }
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            AsciiString name = AsciiString.of(header.getKey()).toLowerCase();
            at = put(fields, at, name, AsciiString.of(header.getValue()));
        }
        at = put(fields, at, CONTENT_LENGTH, AsciiString.of(Integer.toString(answer.body().length)));
        if (type != null) {
            at = put(fields, at, CONTENT_TYPE, type);
        }
        if (retryAfter != null) {
            put(fields, at, RETRY_AFTER, AsciiString.of(retryAfter));
        }
        return ReadOnlyHttp2Headers.serverHeaders(false, status, fields);
    }

    private static int put(AsciiString[] fields, int at, AsciiString name, AsciiString value) {
        fields[at] = name;
        fields[at + 1] = value;
        return at + 2;
    }

    private static @Nullable AsciiString type(Answer answer) {
        String type = answer.contentType();
        if (type == null) {
            return null;
        }
        return type.equals(Answer.JSON) ? JSON : type.equals(Answer.PROBLEM) ? PROBLEM : AsciiString.of(type);
    }
}
