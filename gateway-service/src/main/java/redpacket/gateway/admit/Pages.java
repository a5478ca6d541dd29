package redpacket.gateway.admit;

import java.util.Map;

/** Response headers of the pages that need no token. */
final class Pages {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> PAGE =
            Map.of("Content-Security-Policy", POLICY, "Referrer-Policy", "no-referrer");
    private static final Map<String, String> ASSET = Map.of("Cache-Control", "public, max-age=31536000, immutable");

    private Pages() {}

    /** The files below /docs have a digest in their paths, so clients may cache them for ever. */
    static Map<String, String> headers(String path) {
        return path.startsWith("/docs/") ? ASSET : PAGE;
    }
}
