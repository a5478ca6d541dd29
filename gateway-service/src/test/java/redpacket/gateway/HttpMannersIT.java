package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.gateway.Problems.assertProblem;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP lets a client expect beside the calls: HEAD, OPTIONS, CORS, media types, Expect, rate headers. */
class HttpMannersIT {
    private static final String ORIGIN = "https://app.example";
    private static final TestTicker TICKER = new TestTicker();
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway(
                TICKER,
                "redpacket.gateway.admit.burst=60",
                "redpacket.gateway.admit.requests-per-second=15",
                "redpacket.gateway.listen.request-millis-max=3000",
                "spring.cloud.gateway.server.webflux.globalcors.cors-configurations.[/v1/wallet].allowed-origins="
                        + ORIGIN,
                "spring.cloud.gateway.server.webflux.globalcors.cors-configurations.[/v1/wallet].allowed-methods=GET",
                "spring.cloud.gateway.server.webflux.globalcors.cors-configurations.[/v1/wallet].allowed-headers="
                        + "authorization");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        gateway.forget();
        TICKER.advance(Duration.ofMinutes(1));
    }

    @Test
    void headAnswersAsGetWithoutABody() {
        gateway.account.answering(call -> TestService.json(200, "{\"balanceFen\":12}"));
        for (String path : List.of("/v1/wallet", "/docs", "/v3/api-docs")) {
            HttpResponse<String> get = gateway.call("GET", path);
            HttpResponse<String> head = gateway.call("HEAD", path);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().map().keySet())
                    .isEqualTo(get.headers().map().keySet());
            assertThat(head.headers().firstValue("content-length"))
                    .isEqualTo(get.headers().firstValue("content-length"));
            assertThat(head.headers().firstValue("content-type"))
                    .isEqualTo(get.headers().firstValue("content-type"));
        }
        assertThat(gateway.account.received().stream().map(TestService.Received::method))
                .containsExactly("GET", "GET");
        HttpResponse<String> refused = gateway.send(gateway.port(), "HEAD", "/v1/wallet", null, request -> {});
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEmpty();
        assertThat(gateway.call("HEAD", "/v1/events").statusCode()).isEqualTo(405);
        assertThat(gateway.call("HEAD", "/v1/shake").statusCode()).isEqualTo(405);
    }

    @Test
    void optionsTellsTheMethodsWithoutAToken() {
        for (String[] expected : new String[][] {
            {"/v1/wallet", "GET, HEAD, OPTIONS"},
            {"/v1/profile", "GET, HEAD, OPTIONS, PUT"},
            {"/v1/shake", "OPTIONS, POST"},
            {"/v1/events", "GET, OPTIONS"},
            {"/docs", "GET, HEAD, OPTIONS"}
        }) {
            HttpResponse<String> response = gateway.send(gateway.port(), "OPTIONS", expected[0], null, request -> {});
            assertThat(response.statusCode()).as(expected[0]).isEqualTo(204);
            assertThat(response.headers().firstValue("Allow")).hasValue(expected[1]);
        }
        assertProblem(gateway.send(gateway.port(), "OPTIONS", "/v1/nowhere", null, request -> {}), 404, "NOT_FOUND");
        assertThat(gateway.received()).isEmpty();
    }

    private static String preflight(String path, String origin) {
        try (RawClient client = new RawClient(gateway.port())) {
            return client.write("OPTIONS " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: "
                            + origin + "\r\nAccess-Control-Request-Method: GET\r\n"
                            + "Access-Control-Request-Headers: authorization\r\n\r\n")
                    .readAll();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPreflightIsAnsweredBeforeAuthenticationForConfiguredOriginsOnly() throws IOException {
        assertThat(preflight("/v1/wallet", ORIGIN))
                .startsWith("HTTP/1.1 204 ")
                .containsIgnoringCase("Access-Control-Allow-Origin: " + ORIGIN)
                .containsIgnoringCase("Access-Control-Allow-Headers: authorization");
        assertThat(preflight("/v1/wallet", "https://evil.example"))
                .startsWith("HTTP/1.1 403 ")
                .doesNotContainIgnoringCase("Access-Control-Allow");
        // No origin is configured here.
        assertThat(preflight("/v1/profile", ORIGIN))
                .startsWith("HTTP/1.1 204 ")
                .containsIgnoringCase("Allow: GET, HEAD, OPTIONS, PUT")
                .doesNotContainIgnoringCase("Access-Control-Allow");
        assertThat(preflight("/docs", ORIGIN)).startsWith("HTTP/1.1 204 ").contains("GET, HEAD, OPTIONS");
        assertThat(preflight("/v1/nowhere", ORIGIN))
                .startsWith("HTTP/1.1 404 ")
                .contains("application/problem+json", "\"code\":\"NOT_FOUND\"");
        assertThat(RawClient.get(
                        gateway.port(),
                        "/v1/wallet",
                        "Authorization: Bearer " + gateway.issuer.token(1),
                        "Origin: " + ORIGIN))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("Access-Control-Allow-Origin: " + ORIGIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "text/plain",
                "application/json;charset=utf8",
                "application/json;",
                "application/json;charset=gbk"
            })
    void aRequestWithoutABodyMayNameAnyMediaType(String type) {
        String open = "/v1/packets/" + gateway.packetId(1, 1) + "/open";
        for (String path : List.of(open, "/v1/shake", "/v1/packets")) {
            HttpResponse<String> response =
                    gateway.call("POST", path, "", request -> request.setHeader("Content-Type", type));
            assertThat(response.statusCode()).as(path).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;",
                "application/json; charset=utf8",
                "application/json;charset=UTF8",
                "APPLICATION/JSON ; Charset=\"Utf-8\" ;"
            })
    void aBodyOfJsonMaySpellItsCharsetInAnyWay(String type) {
        HttpResponse<String> response =
                gateway.call("POST", "/v1/packets", "{}", request -> request.setHeader("Content-Type", type));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(gateway.packet.received().getFirst().header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void refusesAMalformedKeyWithoutAskingAnybody() {
        for (String key : List.of("a b", "x".repeat(65), "käse")) {
            assertProblem(
                    gateway.call("POST", "/v1/packets", "{}", request -> request.setHeader("Idempotency-Key", key)),
                    400,
                    "INVALID_IDEMPOTENCY_KEY");
        }
        assertThat(gateway.received()).isEmpty();
    }

    /** The body that the client sends after all must not be taken for a request. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/packets", "/v1/nowhere", "/v1/%2e%2e"})
    void afterAFinalAnswerToExpectNothingOfTheBodyIsReadAsARequest(String path) throws IOException {
        String smuggled = "GET /v1/wallet HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + gateway.issuer.token(1) + "\r\n\r\n";
        try (RawClient client = new RawClient(gateway.port())) {
            client.write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + smuggled.length() + "\r\n\r\n");
            String answer = client.readAnswers(1);
            assertThat(answer).startsWith("HTTP/1.1 40").containsIgnoringCase("connection: close");
            String rest;
            try {
                rest = client.write(smuggled).readAll();
            } catch (IOException closed) {
                rest = "";
            }
            assertThat(rest).isEmpty();
        }
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    void expectIsAnsweredByContinueWhereTheBodyIsWanted() throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            client.write("POST /v1/packets HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + gateway.issuer.token(1) + "\r\nExpect: 100-continue\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n");
            assertThat(client.readAnswers(1)).startsWith("HTTP/1.1 100 ");
            assertThat(client.write("{}").readAll()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void retryAfterIsNeverEarlierThanTheTimeOfTheRate() {
        HttpResponse<String> last = gateway.callAs(77, "GET", "/v1/wallet", null);
        assertThat(last.headers().firstValue("RateLimit")).hasValue("\"user\";r=59;t=1");
        for (int i = 0; i < 60; i++) {
            last = gateway.callAs(77, "GET", "/v1/wallet", null);
        }
        assertProblem(last, 429, "RATE_LIMITED");
        Matcher rate = Pattern.compile("\"user\";r=0;t=(\\d+)")
                .matcher(last.headers().firstValue("RateLimit").orElse(""));
        assertThat(rate.matches()).isTrue();
        assertThat(Integer.parseInt(last.headers().firstValue("Retry-After").orElse("0")))
                .isGreaterThanOrEqualTo(Integer.parseInt(rate.group(1)));
    }
}
