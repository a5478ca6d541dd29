package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.gateway.Problems.assertProblem;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redpacket.common.control.Switch;
import redpacket.gateway.TestOwner.Said;

/** Answers from a request's head and answers through the web framework are the same, in the same order of precedence. */
class HeadsIT {
    /** Means the same as the plain one, and is more than the short way understands. */
    private static final String LONG_WAY = "application/json; charset=utf-8";

    private static final Duration SOON = Duration.ofSeconds(10);
    private static HeadsFixture fixture;

    @BeforeAll
    static void start() {
        fixture = new HeadsFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @AfterEach
    void forget() {
        fixture.forget();
    }

    private static Map<String, String> comparable(HttpResponse<String> response) {
        return Map.of(
                "status", Integer.toString(response.statusCode()),
                "version", response.version().name(),
                "headers", new TreeSet<>(response.headers().map().keySet()).toString(),
                "type", response.headers().firstValue("content-type").orElse("none"),
                "policy", response.headers().firstValue("ratelimit-policy").orElse("none"),
                "body", response.body().replaceAll("retryAfterMillis\":\\d+", "retryAfterMillis\":0"));
    }

    /** Asks as a new user by both ways; the short one has to have been taken. */
    private static HttpResponse<String> bothWays(String method, String path, String body) {
        String plain = body.isEmpty() ? "" : "application/json";
        HttpResponse<String> longWay = fixture.send(fixture.knownUser(), method, path, body, LONG_WAY);
        double before = fixture.answersFromHeads();
        HttpResponse<String> shortWay = fixture.send(fixture.knownUser(), method, path, body, plain);
        assertThat(fixture.answersFromHeads()).isEqualTo(before + 1);
        assertThat(comparable(shortWay)).isEqualTo(comparable(longWay));
        assertThat(shortWay.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(shortWay.headers().firstValue("ratelimit").orElse(""))
                .isEqualTo(longWay.headers().firstValue("ratelimit").orElse("none"));
        return shortWay;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    200 | 0 | {"outcome":"GRABBED"}
                    200 | 0 | {"outcome":"OPENED","amountFen":5,"sequence":1}
                    200 | 0 | {"outcome":"EMPTY"}
                    403 | 0 | {"type":"urn:x","title":"No","status":403,"detail":"no","code":"NOT_IN_AUDIENCE"}
                    404 | 0 | {"type":"urn:x","title":"No","status":404,"detail":"no","code":"NOT_FOUND"}
                    503 | 2 | {"type":"urn:x","title":"No","status":503,"detail":"no","code":"LATER","retryAfterMillis":1500}
                    503 | 0 | not a problem
                    500 | 0 | not a problem
                    """)
    void whatTheOwnerSaysIsToldTheSameByBothWays(int status, int retryAfter, String json) {
        fixture.owner.answers = call -> new Said(status, 0, retryAfter, json);
        for (String verb : List.of("grab", "open")) {
            fixture.owner.asked.clear();
            bothWays("POST", fixture.path(1, 2, verb), "");
            assertThat(fixture.owner.asked).hasSize(2);
        }
    }

    @Test
    void noAnswerInTimeIsTheSameByBothWays() {
        fixture.owner.answers = call -> null;
        assertProblem(bothWays("POST", fixture.path(1, 2, "open"), ""), 503, "UNAVAILABLE");
        Awaitility.await().atMost(SOON).until(() -> fixture.gauge("redpacket.gateway.requests.in.flight") == 0);
    }

    @Test
    void aSetThatIsNotConfiguredIsTheSameByBothWays() {
        assertProblem(bothWays("POST", fixture.path(3, 1, "open"), ""), 503, "UNAVAILABLE");
    }

    @Test
    void whoHasNoRequestLeftHearsTheSameByBothWaysBeforeAllThatIsWrongWithTheRequest() {
        String forged = "/v1/packets/" + "A".repeat(24) + "/open";
        List<String[]> calls = List.of(
                new String[] {"POST", fixture.path(1, 2, "open"), ""},
                new String[] {"POST", forged, ""},
                new String[] {"GET", "/v1/wallet", ""},
                new String[] {"POST", "/v1/packets", "{\"count\":1}"});
        long user = fixture.knownUser();
        for (int i = 0; i < 25; i++) {
            fixture.send(user, "GET", "/v1/wallet", "", "");
        }
        for (String[] call : calls) {
            String plain = call[2].isEmpty() ? "" : "application/json";
            HttpResponse<String> longWay = fixture.send(user, call[0], call[1], call[2], LONG_WAY);
            double before = fixture.answersFromHeads();
            HttpResponse<String> shortWay = fixture.send(user, call[0], call[1], call[2], plain);
            if (shortWay.statusCode() == 429) {
                assertThat(fixture.answersFromHeads()).isEqualTo(before + 1);
                assertProblem(shortWay, 429, "RATE_LIMITED");
                assertThat(shortWay.headers().firstValue("ratelimit").orElse(""))
                        .startsWith("\"user\";r=0;");
            }
            if (shortWay.statusCode() == longWay.statusCode()) {
                assertThat(comparable(shortWay)).isEqualTo(comparable(longWay));
            }
        }
    }

    @Test
    void whatComesBeforeARefusalComesBeforeItByBothWays() {
        fixture.turn(Switch.SHARES, "shares", false);
        try {
            String shares = fixture.path(1, 2, "shares");
            String forged = "/v1/packets/" + "A".repeat(24) + "/shares";
            long user = fixture.knownUser();
            assertProblem(bothWays("POST", shares, "{\"userIds\":[\"2\"]}"), 503, "SWITCHED_OFF");
            assertProblem(bothWays("POST", shares, ""), 503, "SWITCHED_OFF");
            assertProblem(fixture.send(user, "POST", forged, "{}", "application/json"), 404, "NOT_FOUND");
            assertProblem(fixture.send(user, "POST", shares, "{}", "text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE");
            assertThat(fixture.send(user, "PUT", shares, "{}", "application/json")
                            .statusCode())
                    .isEqualTo(405);
            assertProblem(
                    fixture.gateway.call(
                            "POST", shares, "{}", request -> request.setHeader("Authorization", "Bearer x")),
                    401,
                    "UNAUTHENTICATED");
            assertThat(fixture.gateway.received().stream()
                            .filter(call -> call.target().contains("shares")))
                    .isEmpty();
        } finally {
            fixture.turn(Switch.SHARES, "shares", true);
        }
    }
}
