package redpacket.gateway.admit;

import java.util.Map;
import redpacket.gateway.answer.Answer;

/** Response headers of the pages that need no token. */
final class Pages {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> PAGE =
            Map.of("Content-Security-Policy", POLICY, "Referrer-Policy", "no-referrer");
    private static final Map<String, String> ASSET = Map.of("Cache-Control", "public, max-age=31536000, immutable");

    private Pages() {}

    /** A page may change; a file that a page loads has a digest in its path, so clients may cache it for ever. */
    static Map<String, String> headers(Answer page) {
        String type = page.contentType();
        return type != null && (type.startsWith("text/html") || type.equals(Answer.JSON)) ? PAGE : ASSET;
    }
}
