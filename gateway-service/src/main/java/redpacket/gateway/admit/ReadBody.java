package redpacket.gateway.admit;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import redpacket.common.problem.Problem;
import redpacket.gateway.model.Call;

/**
 * Reads a body to its end before a service hears of the request, so that a slow sender holds no connection, permit or
 * lane behind the gateway. One body and all bodies together have a bound; the listener bounds the time.
 *
 * <p>In order of precedence: a body where the call takes none (400), a content encoding or another media type than JSON
 * in UTF-8 (415), too long (413). A body of no bytes is accepted with any Content-Type.
 */
public final class ReadBody {
    private static final byte[] NONE = {};
    private static final String JSON = "application/json";

    private final AdmitSettings settings;
    private final AtomicLong inFlight = new AtomicLong();

    ReadBody(AdmitSettings settings) {
        this.settings = settings;
    }

    /** Whether a body follows this head, or may follow. */
    static boolean announces(HttpHeaders headers) {
        return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    /** Reads the body of the call and uses it. The bytes count as in flight until the use has ended. */
    public Mono<Void> read(ServerWebExchange exchange, Call call, Function<byte[], Mono<Void>> use) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        if (!announces(headers)) {
            return use.apply(NONE);
        }
        if (!call.takesBody()) {
            return Mono.error(Problem.invalid("INVALID_BODY", "This call takes no body."));
        }
        long declared = headers.getContentLength();
        Problem unreadable = unsupported(headers);
        if (declared > 0 && unreadable != null) {
            return Mono.error(unreadable);
        }
        if (declared > settings.bodyBytesMax()) {
            return Mono.error(tooLarge());
        }
        Collected collected = new Collected(unreadable);
        return exchange.getRequest()
                .getBody()
                .doOnNext(collected::add)
                .then(Mono.defer(() -> use.apply(collected.toBytes())))
                .doFinally(ignored -> collected.free());
    }

    private static @Nullable Problem unsupported(HttpHeaders headers) {
        if (headers.containsHeader(HttpHeaders.CONTENT_ENCODING)) {
            return unsupported("Send the body without a content encoding.");
        }
        return isJson(headers.getFirst(HttpHeaders.CONTENT_TYPE)) ? null : unsupported("Send application/json.");
    }

    private static Problem unsupported(String detail) {
        return Problem.of(415, "UNSUPPORTED_MEDIA_TYPE", detail);
    }

    /** JSON in UTF-8. The parameter charset may be missing, and an empty parameter is ignored. */
    static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        boolean isJson = parts[0].strip().equals(JSON);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            isJson &= parameter.isEmpty() || parameter.equals("charset=utf-8") || parameter.equals("charset=utf8");
        }
        return isJson;
    }

    long bytesInFlight() {
        return inFlight.get();
    }

    private Problem tooLarge() {
        return Problem.of(413, "BODY_TOO_LARGE", "A body has at most " + settings.bodyBytesMax() + " bytes.");
    }

    private final class Collected {
        private final @Nullable Problem unreadable;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        private final AtomicLong reserved = new AtomicLong();

        Collected(@Nullable Problem unreadable) {
            this.unreadable = unreadable;
        }

        void add(DataBuffer buffer) {
            try {
                int length = buffer.readableByteCount();
                if (length > 0 && unreadable != null) {
                    throw unreadable;
                }
                reserved.addAndGet(length);
                long all = inFlight.addAndGet(length);
                if (bytes.size() + length > settings.bodyBytesMax()) {
                    throw tooLarge();
                }
                if (all > settings.bodyBytesInFlightMax()) {
                    throw Overload.problem();
                }
                byte[] chunk = new byte[length];
                buffer.read(chunk);
                bytes.writeBytes(chunk);
            } finally {
                DataBufferUtils.release(buffer);
            }
        }

        byte[] toBytes() {
            return bytes.toByteArray();
        }

        void free() {
            inFlight.addAndGet(-reserved.getAndSet(0));
        }
    }
}
