package redpacket.gateway.admit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import redpacket.gateway.answer.Answer;

/** The pages of a listener by path, which need no token, plain and compressed. All are in memory. */
final class Pages {
    /** Pictures come from any host, since users name the addresses of their own. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data: https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " connect-src 'self'";

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";
    private static final Pattern PACKET = Pattern.compile("/p/[A-Za-z0-9_-]{24}");
    private static final Pattern NO_GZIP = Pattern.compile("gzip *; *q=0(\\.0*)? *(,|$)");

    private final Map<String, Page> pages = new HashMap<>();

    /** An answer and its response headers. */
    record Shown(Answer answer, Map<String, String> headers) {}

    private record Page(Shown plain, Shown gzip) {}

    /** @param connectTo other origins that a page may ask, such as the one of the token issuer */
    Pages(Map<String, Answer> answers, List<String> connectTo) {
        String policy = String.join(" ", POLICY, String.join(" ", connectTo)).strip();
        answers.forEach((path, answer) -> pages.put(path, page(answer, policy)));
    }

    /** Whether the listener has this page. All packet ids share a page, so it tells nothing of a packet. */
    boolean has(String path) {
        return pages.containsKey(nameOf(path));
    }

    /** The page of this path as the client takes it, or null. */
    @Nullable
    Shown find(String path, RequestHead head) {
        Page page = pages.get(nameOf(path));
        if (page == null) {
            return null;
        }
        String encodings = head.first("accept-encoding");
        boolean takesGzip = encodings != null
                && encodings.contains("gzip")
                && !NO_GZIP.matcher(encodings).find();
        return takesGzip ? page.gzip() : page.plain();
    }

    private static String nameOf(String path) {
        return PACKET.matcher(path).matches() ? "/p" : path;
    }

    private static Page page(Answer answer, String policy) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Vary", "Accept-Encoding");
        String type = answer.contentType();
        if (type != null && (type.startsWith("text/html") || type.equals(Answer.JSON))) {
            headers.put("Content-Security-Policy", policy);
            headers.put("Referrer-Policy", "no-referrer");
        } else {
            // A file that a page loads has a digest in its path, so clients may cache it for ever.
            headers.put("Cache-Control", IMMUTABLE);
        }
        Shown plain = new Shown(answer, Map.copyOf(headers));
        headers.put("Content-Encoding", "gzip");
        Answer compressed = new Answer(answer.status(), type, gzip(answer.body()), null, Answer.By.EDGE);
        return new Page(plain, new Shown(compressed, Map.copyOf(headers)));
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }
}
