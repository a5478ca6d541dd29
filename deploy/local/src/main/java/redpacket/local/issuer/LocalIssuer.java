package redpacket.local.issuer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redpacket.local.api.Crowd;
import redpacket.local.machine.LoopbackServer;
import redpacket.local.stack.Tokens;

/**
 * The token issuer of the local stack, on loopback: OpenID Connect's authorization code with PKCE, without passwords. A
 * person chooses a user by number. It gives no operator's token, and nothing to pages of other origins. It is no lock
 * against other processes of the machine.
 */
public final class LocalIssuer implements AutoCloseable {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int BODY_BYTES_MAX = 8192;
    private static final int THREADS = 2;
    private static final String USER = "[1-9][0-9]{0,17}";
    private static final String TEXT = "[A-Za-z0-9_-]{1,128}";
    static final String JSON = "application/json";
    private static final String HTML = "text/html;charset=utf-8";

    private final LoopbackServer server;
    private final Tokens tokens;
    private final List<String> origins;
    private final Grants grants = new Grants();
    private final CrowdRequests crowds;

    private LocalIssuer(LoopbackServer server, Tokens tokens, List<String> origins, CrowdRequests crowds) {
        this.crowds = crowds;
        this.server = server;
        this.tokens = tokens;
        this.origins = origins;
    }

    /**
     * @param origins the origins of the phone's pages
     * @param crowd gives a crowd to a page that asks for one
     */
    public static LocalIssuer start(int port, Tokens tokens, List<String> origins, Supplier<Crowd> crowd)
            throws IOException {
        LoopbackServer server = new LoopbackServer(port, "issuer", THREADS);
        LocalIssuer issuer = new LocalIssuer(server, tokens, origins, new CrowdRequests(crowd));
        server.serve("/authorize", issuer::authorize);
        server.serve("/token", issuer::token);
        server.serve("/crowd", issuer::crowd);
        server.start();
        return issuer;
    }

    public int port() {
        return server.port();
    }

    /** GET asks for the user; the form posts the same fields with the user and leads back to the page. */
    private void authorize(HttpExchange exchange) throws IOException {
        boolean chosen = exchange.getRequestMethod().equals("POST");
        Map<String, String> fields =
                fields(chosen ? body(exchange) : exchange.getRequestURI().getRawQuery());
        String redirect = fields.getOrDefault("redirect_uri", "");
        if (!isOfThisHost(exchange)
                || origins.stream().noneMatch(origin -> redirect.equals(origin + "/"))
                || !Tokens.PHONE.equals(fields.get("client_id"))
                || !fields.getOrDefault("state", "").matches(TEXT)
                || !fields.getOrDefault("code_challenge", "").matches(TEXT)
                || !"S256".equals(fields.get("code_challenge_method"))) {
            answer(exchange, 400, HTML, "This address is no sign-in of the phone.");
            return;
        }
        String user = fields.getOrDefault("user", "");
        if (!chosen || !user.matches(USER)) {
            String policy = "default-src 'none'; frame-ancestors 'none'; form-action 'self' "
                    + redirect.substring(0, redirect.length() - 1);
            exchange.getResponseHeaders().set("Content-Security-Policy", policy);
            answer(exchange, 200, HTML, form(fields));
            return;
        }
        String code = grants.code(user, fields.getOrDefault("code_challenge", ""), redirect);
        String query = "?code=" + code + "&state=" + encode(fields.getOrDefault("state", ""));
        exchange.getResponseHeaders().set("Location", redirect + query);
        answer(exchange, 303, HTML, "");
    }

    private void crowd(HttpExchange exchange) throws IOException {
        if (isAskedByPhone(exchange)) {
            crowds.take(exchange, fields(body(exchange)));
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        if (!isAskedByPhone(exchange)) {
            return;
        }
        Map<String, String> fields = fields(body(exchange));
        Optional<String> user = switch (fields.getOrDefault("grant_type", "")) {
            case "authorization_code" ->
                grants.redeem(
                        fields.getOrDefault("code", ""),
                        fields.getOrDefault("code_verifier", ""),
                        fields.getOrDefault("redirect_uri", ""));
            case "refresh_token" -> grants.useRefresh(fields.getOrDefault("refresh_token", ""));
            default -> Optional.empty();
        };
        if (user.isEmpty()) {
            answer(exchange, 400, JSON, "{\"error\":\"invalid_grant\"}");
            return;
        }
        String access = tokens.sign(user.get(), "user", LIFETIME);
        answer(
                exchange,
                200,
                JSON,
                "{\"access_token\":\"" + access + "\",\"token_type\":\"Bearer\",\"expires_in\":" + LIFETIME.toSeconds()
                        + ",\"refresh_token\":\"" + grants.refresh(user.get()) + "\"}");
    }

    /** Whether a page of the phone posts; any other request is answered here. */
    private boolean isAskedByPhone(HttpExchange exchange) throws IOException {
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin == null || !origins.contains(origin) || !isOfThisHost(exchange)) {
            answer(exchange, 403, JSON, "{}");
            return false;
        }
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
        exchange.getResponseHeaders().set("Vary", "Origin");
        if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405, JSON, "{}");
            return false;
        }
        return true;
    }

    /** Another name that leads to this machine is refused, so no foreign page can read an answer. */
    private boolean isOfThisHost(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return ("127.0.0.1:" + port()).equals(host) || ("localhost:" + port()).equals(host);
    }

    private static String form(Map<String, String> fields) {
        StringBuilder hidden = new StringBuilder();
        for (String name : List.of("client_id", "redirect_uri", "state", "code_challenge", "code_challenge_method")) {
            // The values were checked: none has a character with a meaning in HTML.
            hidden.append("<input type=\"hidden\" name=\"" + name + "\" value=\"" + fields.get(name) + "\">\n");
        }
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>Sign in</title>
                </head>
                <body>
                <main>
                <h1>Sign in · 登录</h1>
                <form method="post" action="/authorize">
                <p><label>User number · 用户号
                <input name="user" inputmode="numeric" pattern="[1-9][0-9]*" required autofocus></label></p>
                %s<p><button>Sign in · 登录</button></p>
                </form>
                <p>This is the local stack: each number is a user, and there are no passwords.</p>
                </main>
                </body>
                </html>
                """.formatted(hidden);
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readNBytes(BODY_BYTES_MAX), StandardCharsets.UTF_8);
    }

    private static Map<String, String> fields(@Nullable String query) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : (query == null ? "" : query).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        LoopbackServer.answer(exchange, status, type, body);
    }

    @Override
    public void close() {
        server.close();
        crowds.close();
    }
}
