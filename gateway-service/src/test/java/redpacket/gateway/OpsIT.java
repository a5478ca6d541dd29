package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.gateway.Problems.assertProblem;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators have a port of their own, and the management port is nobody's but the machine's. */
class OpsIT {
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        gateway.forget();
    }

    private static HttpResponse<String> ops(String method, String path, @Nullable String body, String role) {
        return gateway.send(
                gateway.opsPort(),
                method,
                path,
                body,
                request -> request.setHeader("Authorization", "Bearer " + gateway.issuer.token(1, role)));
    }

    @Test
    void carriesOperatorsCallsToTheInside() {
        gateway.packet.answering(call -> TestService.json(200, "{\"sets\":[]}"));
        gateway.account.answering(call -> TestService.json(200, "{\"gapFen\":0}"));
        assertThat(ops("GET", "/ops/v1/sets", null, "ops").body()).isEqualTo("{\"sets\":[]}");
        assertThat(ops("PUT", "/ops/v1/sets/set-1/state", "{\"state\":\"MASKED\"}", "ops")
                        .statusCode())
                .isEqualTo(200);
        assertThat(ops("GET", "/ops/v1/switches", null, "ops").statusCode()).isEqualTo(200);
        assertThat(ops("PUT", "/ops/v1/switches/shake-prizes", "{\"on\":false}", "ops")
                        .statusCode())
                .isEqualTo(200);
        assertThat(ops("GET", "/ops/v1/funds", null, "ops").body()).isEqualTo("{\"gapFen\":0}");
        assertThat(gateway.packet.received().stream()
                        .map(call -> call.method() + " " + call.target() + " " + call.body()))
                .containsExactly(
                        "GET /internal/v1/sets ",
                        "PUT /internal/v1/sets/set-1/state {\"state\":\"MASKED\"}",
                        "GET /internal/v1/switches ",
                        "PUT /internal/v1/switches/shake-prizes {\"on\":false}");
        assertThat(gateway.account.received().getFirst().target()).isEqualTo("/internal/v1/funds");
        assertThat(gateway.account.received().getFirst().header("X-User-Role")).isEqualTo("ops");
    }

    @Test
    void servesNobodyElse() {
        assertProblem(ops("GET", "/ops/v1/sets", null, "user"), 403, "FORBIDDEN");
        assertProblem(
                gateway.send(gateway.opsPort(), "GET", "/ops/v1/sets", null, request -> {}), 401, "UNAUTHENTICATED");
        assertProblem(ops("DELETE", "/ops/v1/sets", null, "ops"), 405, "METHOD_NOT_ALLOWED");
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    void hasNothingOfThePublicListenerAndTheOtherWayRound() {
        assertProblem(ops("GET", "/v1/wallet", null, "ops"), 404, "NOT_FOUND");
        assertProblem(ops("GET", "/internal/v1/funds", null, "ops"), 404, "NOT_FOUND");
        assertProblem(ops("GET", "/actuator/health", null, "ops"), 404, "NOT_FOUND");
        HttpResponse<String> response = gateway.send(
                gateway.port(),
                "GET",
                "/ops/v1/sets",
                null,
                request -> request.setHeader("Authorization", "Bearer " + gateway.issuer.token(1, "ops")));
        assertProblem(response, 404, "NOT_FOUND");
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    void makesAProblemOfAMalformedTarget() {
        assertThat(RawClient.get(gateway.opsPort(), "/ops/v1/%2e%2e/sets"))
                .startsWith("HTTP/1.1 404 ")
                .contains("application/problem+json");
    }

    @Test
    void servesTheConsoleToOperatorsAlone() {
        HttpResponse<String> page = gateway.send(gateway.opsPort(), "GET", "/console", null, request -> {});
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("style=", "<style", "onclick", "<script>");
        String assets = page.body().replaceAll("(?s).*href=\"(/console/[0-9a-f]+)/style\".*", "$1");
        for (String name : List.of("style", "console", "desk", "views", "dom", "api")) {
            HttpResponse<String> asset =
                    gateway.send(gateway.opsPort(), "GET", assets + "/" + name, null, request -> {});
            assertThat(asset.statusCode()).as(name).isEqualTo(200);
            assertThat(asset.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
            assertThat(asset.body()).doesNotContain("innerHTML", "localStorage", "sessionStorage", "http://");
        }
        assertProblem(gateway.send(gateway.port(), "GET", "/console", null, request -> {}), 404, "NOT_FOUND");
    }

    @Test
    void describesItselfToEverybodyOnEachListener() {
        for (int port : new int[] {gateway.port(), gateway.opsPort()}) {
            HttpResponse<String> json = gateway.send(port, "GET", "/v3/api-docs", null, request -> {});
            assertThat(json.statusCode()).isEqualTo(200);
            assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(TestGateway.json(json).get("paths").propertyNames())
                    .allMatch(path -> path.startsWith(port == gateway.port() ? "/v1/" : "/ops/v1/"));
            HttpResponse<String> page = gateway.send(port, "GET", "/docs", null, request -> {});
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'");
            Matcher script =
                    Pattern.compile("src=\"(/docs/[^\"]+/swagger-ui)\"").matcher(page.body());
            assertThat(script.find()).isTrue();
            HttpResponse<String> asset = gateway.send(port, "GET", script.group(1), null, request -> {});
            assertThat(asset.headers().firstValue("Content-Type")).hasValue("text/javascript;charset=utf-8");
            assertThat(asset.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
            assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertProblem(gateway.send(port, "POST", "/docs", "{}", request -> {}), 405, "METHOD_NOT_ALLOWED");
        }
    }

    static String metrics(TestGateway of) throws Exception {
        return management(of, "/actuator/prometheus").body();
    }

    private static HttpResponse<String> management(String path) throws Exception {
        return management(gateway, path);
    }

    private static HttpResponse<String> management(TestGateway of, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + of.managementPort() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void showsHealthAndMetricsOnTheManagementPortOnly() throws Exception {
        assertThat(management("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(management("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(management("/v1/wallet").statusCode()).isEqualTo(404);
        assertThat(management("/actuator/env").statusCode()).isEqualTo(404);
        assertThat(management("/actuator/gateway/routes").statusCode()).isEqualTo(404);
        assertThat(management("/actuator/beans").statusCode()).isEqualTo(404);
        gateway.call("GET", "/v1/wallet");
        gateway.call("GET", "/v1/wallet");
        gateway.call("GET", "/v1/nothing");
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(management("/actuator/prometheus").body())
                                .contains(
                                        "redpacket_gateway_requests_seconds_count"
                                                + "{by=\"service\",call=\"wallet\",status=\"200\"}",
                                        "redpacket_gateway_requests_seconds_count"
                                                + "{by=\"edge\",call=\"none\",status=\"404\"}",
                                        "cache_gets_total{cache=\"tokens\",result=\"hit\"}",
                                        "redpacket_gateway_ended_answers_total",
                                        "redpacket_gateway_pool_used{pool=\"account\"",
                                        "resilience4j_circuitbreaker_state{name=\"grab-set-1\",state=\"closed\"} 1.0",
                                        "resilience4j_bulkhead_available_concurrent_calls{name=\"grab-set-2\"}",
                                        "redpacket_gateway_signing_keys 1.0"));
    }
}
