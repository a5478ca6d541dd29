package redpacket.gateway;

import static redpacket.gateway.Problems.assertProblem;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redpacket.common.control.Switch;

/**
 * The refusals of the admission in their order, on the fast path and on the routed path: each request has the faults of
 * all that follow.
 */
class PrecedenceIT {
    private static final String FORGED = "/v1/packets/" + "A".repeat(24) + "/shares";
    private static FastPathFixture fixture;

    @BeforeAll
    static void start() {
        fixture = new FastPathFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    private record Sent(String method, String path, String authorization, String key, String type) {
        HttpResponse<String> send(boolean routed) {
            return fixture.gateway.call(method, path, "{\"userIds\":[\"2\"]}", request -> {
                request.setHeader("Authorization", authorization)
                        .setHeader("Idempotency-Key", key)
                        .setHeader("Content-Type", type);
                if (routed) {
                    request.setHeader("Origin", "https://app.example");
                }
            });
        }
    }

    private static long userWithoutRequests() {
        long user = fixture.knownUser();
        while (fixture.send(user, "GET", "/v1/wallet", "", "").statusCode() == 200) {
            // One less is left.
        }
        return user;
    }

    @Test
    void theFirstFaultIsAnswered() {
        String shares = fixture.path(1, 2, "shares");
        fixture.turn(Switch.SHARES, "shares", false);
        try {
            for (boolean routed : List.of(false, true)) {
                String bad = "Bearer x";
                String spent = fixture.bearer(userWithoutRequests());
                String good = fixture.bearer(fixture.knownUser());
                assertProblem(
                        new Sent("PATCH", FORGED + "/x", bad, "a b", "text/plain").send(routed), 404, "NOT_FOUND");
                assertProblem(
                        new Sent("PATCH", FORGED, bad, "a b", "text/plain").send(routed), 405, "METHOD_NOT_ALLOWED");
                assertProblem(new Sent("POST", FORGED, bad, "a b", "text/plain").send(routed), 401, "UNAUTHENTICATED");
                assertProblem(new Sent("POST", FORGED, spent, "a b", "text/plain").send(routed), 429, "RATE_LIMITED");
                assertProblem(
                        new Sent("POST", FORGED, good, "a b", "text/plain").send(routed),
                        400,
                        "INVALID_IDEMPOTENCY_KEY");
                assertProblem(new Sent("POST", FORGED, good, "key", "text/plain").send(routed), 404, "NOT_FOUND");
                assertProblem(new Sent("POST", shares, good, "key", "text/plain").send(routed), 503, "SWITCHED_OFF");
            }
        } finally {
            fixture.turn(Switch.SHARES, "shares", true);
        }
        String good = fixture.bearer(fixture.knownUser());
        assertProblem(new Sent("POST", shares, good, "key", "text/plain").send(false), 415, "UNSUPPORTED_MEDIA_TYPE");
    }
}
