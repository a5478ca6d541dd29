package redpacket.gateway.admit;

import java.util.Map;

/** Pages that need no token. */
final class Pages {
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer");

    private Pages() {}
}
