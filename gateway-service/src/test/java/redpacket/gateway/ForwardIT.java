package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.gateway.Problems.assertProblem;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service hears of a request, and the client of its answer. */
class ForwardIT {
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway("redpacket.gateway.admit.burst=100000");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        gateway.forget();
    }

    @Test
    void stripsWhatOnlyTheInsideMaySay() {
        gateway.call(
                "POST",
                "/v1/wallet/top-ups",
                "{\"amountFen\":1}",
                request -> request.setHeader("X-User-Id", "999")
                        .setHeader("X-User-Role", "ops")
                        .setHeader("X-Service-Key", "guessed")
                        .setHeader("X-Packet-Ended", "EMPTY")
                        .setHeader("Forwarded", "for=10.0.0.1;host=evil")
                        .setHeader("X-Forwarded-For", "10.0.0.1")
                        .setHeader("X-Forwarded-Host", "evil")
                        .setHeader("X-Forwarded-Prefix", "/evil")
                        .setHeader("X-Real-IP", "10.0.0.1")
                        .setHeader("X-HTTP-Method-Override", "DELETE")
                        .setHeader("Cookie", "a=b")
                        .setHeader("Idempotency-Key", "key-1"));
        TestService.Received call = gateway.account.received().getFirst();
        assertThat(call.header("X-User-Id")).isEqualTo("1");
        assertThat(call.header("X-User-Role")).isEqualTo("user");
        assertThat(call.header("X-Service-Key")).isEqualTo(TestGateway.SERVICE_KEY);
        assertThat(call.header("Idempotency-Key")).isEqualTo("key-1");
        assertThat(call.headers().keySet())
                .isSubsetOf(Set.of(
                        "x-user-id",
                        "x-user-role",
                        "x-service-key",
                        "idempotency-key",
                        "content-type",
                        "content-length",
                        "traceparent",
                        "host",
                        "accept",
                        "user-agent"));
        assertThat(call.header("Host")).doesNotContain("evil");
    }

    @Test
    void carriesTheTraceOfTheClientAndMakesOneWhereThereIsNone() {
        String given = "0af7651916cd43dd8448eb211c80319c";
        HttpResponse<String> response = gateway.call(
                "GET",
                "/v1/wallet",
                null,
                request -> request.setHeader("traceparent", "00-" + given + "-b7ad6b7169203331-01"));
        assertThat(response.headers().firstValue("X-Trace-Id")).hasValue(given);
        assertThat(gateway.account.received().getLast().header("traceparent"))
                .matches("00-" + given + "-[0-9a-f]{16}-01");
        for (String malformed : List.of("00-" + "0".repeat(32) + "-b7ad6b7169203331-01", "garbage", "")) {
            response = gateway.call("GET", "/v1/wallet", null, request -> request.setHeader("traceparent", malformed));
            String made = response.headers().firstValue("X-Trace-Id").orElse("");
            assertThat(made).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
            assertThat(gateway.account.received().getLast().header("traceparent"))
                    .contains(made);
        }
    }

    @Test
    void tellsTheClientNothingOfTheInside() {
        gateway.account.answering(call -> new TestService.Reply(
                200,
                Map.of(
                        "Content-Type",
                        "application/json",
                        "X-Packet-Ended",
                        "EMPTY",
                        "Server",
                        "inside/1",
                        "Set-Cookie",
                        "a=b",
                        "X-Service-Key",
                        "leaked",
                        "Access-Control-Allow-Origin",
                        "*"),
                "{\"balanceFen\":7}"));
        HttpResponse<String> response = gateway.call("GET", "/v1/wallet");
        assertThat(response.body()).isEqualTo("{\"balanceFen\":7}");
        assertThat(response.headers().map().keySet())
                .isSubsetOf(Set.of(
                        ":status",
                        "content-type",
                        "content-length",
                        "cache-control",
                        "x-content-type-options",
                        "x-trace-id",
                        "ratelimit",
                        "ratelimit-policy"));
        assertThat(response.version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_2);
    }

    @Test
    void passesAServicesProblemOnAsItIs() {
        String problem = "{\"type\":\"urn:redpacket:problem:insufficient-balance\",\"title\":\"Payment Required\","
                + "\"status\":402,\"detail\":\"Not enough.\",\"code\":\"INSUFFICIENT_BALANCE\",\"extra\":1}";
        gateway.account.answering(
                call -> new TestService.Reply(402, Map.of("Content-Type", "application/problem+json"), problem));
        HttpResponse<String> response = gateway.call("POST", "/v1/wallet/withdrawals", "{\"amountFen\":1}");
        assertProblem(response, 402, "INSUFFICIENT_BALANCE");
        assertThat(response.body()).isEqualTo(problem);
    }

    @Test
    void passesAServicesTimeToComeBackOn() {
        String problem = "{\"type\":\"urn:redpacket:problem:busy\",\"title\":\"Service Unavailable\",\"status\":503,"
                + "\"detail\":\"Busy.\",\"code\":\"BUSY\",\"retryAfterMillis\":1234}";
        gateway.account.answering(call -> new TestService.Reply(
                503, Map.of("Content-Type", "application/problem+json", "Retry-After", "2"), problem));
        HttpResponse<String> response = gateway.call("GET", "/v1/wallet");
        assertProblem(response, 503, "BUSY");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 301, 403, 401, 418})
    void makesAProblemOfAnAnswerThatIsNoServicesOwnWord(int status) {
        gateway.notifications.answering(call -> new TestService.Reply(
                status, Map.of("Content-Type", "text/html"), "<h1>java.lang.NullPointerException</h1>"));
        assertProblem(gateway.call("GET", "/v1/profile"), 503, "UNAVAILABLE");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 406, 413, 415, 422, 429})
    void makesAWholeProblemOfARefusalThatIsNone(int status) {
        gateway.notifications.answering(call -> new TestService.Reply(
                status, Map.of("Content-Type", "application/problem+json"), "{\"status\":" + status + "}"));
        HttpResponse<String> response = gateway.call("GET", "/v1/profile");
        assertProblem(response, status, TestGateway.json(response).get("code").asString());
    }

    @Test
    void findsAPacketsInstanceByItsNumberAndAlwaysTheSame() {
        Map<String, Integer> owned = new java.util.HashMap<>();
        for (int number = 1; number <= 40; number++) {
            gateway.forget();
            String id = gateway.packetId(1 + number % 2, number);
            gateway.call("POST", "/v1/packets/" + id + "/grab");
            gateway.callAs(2, "POST", "/v1/packets/" + id + "/open", "{}");
            Set<String> asked = new HashSet<>();
            gateway.received().forEach(call -> asked.add(call.service()));
            assertThat(asked).hasSize(1);
            owned.merge(asked.iterator().next(), 1, Integer::sum);
        }
        assertThat(owned.keySet()).containsExactlyInAnyOrder("grab-1", "grab-2");
    }

    @Test
    void answersUnavailableForAGenuinePacketOfASetItDoesNotKnow() {
        assertProblem(gateway.call("POST", "/v1/packets/" + gateway.packetId(77, 1) + "/grab"), 503, "UNAVAILABLE");
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    void refusesAnAnswerWithoutEnd() {
        gateway.account.answering(call -> TestService.json(200, "\"" + "x".repeat(1_100_000) + "\""));
        assertProblem(gateway.call("GET", "/v1/wallet"), 503, "UNAVAILABLE");
    }

    @Test
    void servesHttp11AsWell() {
        String answer = RawClient.get(gateway.port(), "/v1/wallet", "Authorization: Bearer " + gateway.issuer.token(1));
        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("{}").doesNotContainIgnoringCase("server:");
    }
}
