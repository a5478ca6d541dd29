package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redpacket.common.control.ControlFeed;
import redpacket.common.control.Switch;

/** Shakes answered by the fast path look as all answers do. */
class FastPathShakeIT {
    private static final String HEAD = "POST /v1/shake HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ";
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway(
                new TestTicker(), "redpacket.gateway.admit.burst=20", "redpacket.gateway.admit.requests-per-second=1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String shake(long user, String... headers) {
        StringBuilder head = new StringBuilder(HEAD).append(gateway.issuer.token(user));
        for (String header : headers) {
            head.append("\r\n").append(header);
        }
        return head + "\r\n\r\n";
    }

    private static String plain(long user) {
        return shake(user, "Content-Length: 0");
    }

    /** The answers to these requests on one connection, sent ahead of their answers. */
    private static List<String> answers(String... requests) throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            // Each test has users of its own; the first request of a connection is one of nobody's.
            String all = client.write("GET /v1/nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n" + String.join("", requests))
                    .readAnswers(1 + requests.length);
            List<String> answers = new ArrayList<>(List.of(all.split("(?=HTTP/1.1 \\d\\d\\d )")));
            answers.removeFirst();
            return answers;
        }
    }

    private static List<String> headerNames(String answer) {
        return answer.substring(0, answer.indexOf("\r\n\r\n"))
                .lines()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    @Test
    void theRoutedPathGivesTheSameAnswer() throws IOException {
        String body = shake(31, "Content-Type: application/json", "Content-Length: 2") + "{}";
        List<String> answers = answers(body, plain(31), plain(31));
        assertThat(answers)
                .hasSize(3)
                .allSatisfy(answer -> assertThat(answer)
                        .startsWith("HTTP/1.1 200 OK")
                        .containsIgnoringCase("cache-control: no-store")
                        .containsIgnoringCase("ratelimit: \"user\";r=")
                        .contains("{\"outcome\":\"NOTHING\",\"nextShakeMillis\":"));
        assertThat(headerNames(answers.get(1))).isEqualTo(headerNames(answers.get(0)));
        assertThat(answers.get(2)).containsIgnoringCase("ratelimit: \"user\";r=17;");
    }

    @Test
    void keepsTheTraceOfTheRequest() throws IOException {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        assertThat(answers(plain(32), shake(32, "traceparent: 00-" + trace + "-00f067aa0ba902b7-01"))
                        .getLast())
                .containsIgnoringCase("x-trace-id: " + trace);
    }

    @Test
    void answersLeaveInTheOrderOfTheirRequests() throws IOException {
        String wallet = "GET /v1/wallet HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + gateway.issuer.token(33) + "\r\n\r\n";
        gateway.account.answering(call -> TestService.json(200, "{\"wallet\":true}"));
        List<String> answers = answers(plain(33), wallet, plain(33), plain(33), wallet, plain(33));
        assertThat(answers.stream().map(answer -> answer.contains("wallet")))
                .containsExactly(false, true, false, false, true, false);
    }

    @Test
    void refusesWhatIsNoShake() throws IOException {
        String stranger = "POST /v1/shake HTTP/1.1\r\nHost: localhost\r\n";
        List<String> answers = answers(
                plain(34),
                stranger + "\r\n",
                stranger + "Authorization: Bearer a.b.c\r\n\r\n",
                "GET /v1/shake HTTP/1.1\r\nHost: localhost\r\n\r\n",
                shake(34, "Content-Encoding: gzip"),
                shake(34, "Content-Type: text/plain", "Content-Length: 2") + "{}",
                shake(34, "Content-Type: application/json", "Content-Length: 7") + "{\"a\":1}",
                shake(34).replace("/v1/shake ", "/v1/shake?x=1 "),
                plain(34));
        assertThat(answers.stream().map(answer -> answer.substring(9, 12)))
                .containsExactly("200", "401", "401", "405", "200", "415", "400", "200", "200");
        assertThat(answers.get(1)).contains("UNAUTHENTICATED").containsIgnoringCase("www-authenticate: Bearer");
        assertThat(answers.get(3)).containsIgnoringCase("allow: OPTIONS, POST");
    }

    @Test
    void whoHammersIsToldToWait() throws IOException {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.addAll(answers(Collections.nCopies(10, plain(35)).toArray(String[]::new)));
        }
        assertThat(answers).hasSize(30);
        assertThat(answers.subList(0, 20)).allMatch(answer -> answer.startsWith("HTTP/1.1 200"));
        assertThat(answers.subList(20, 30))
                .allSatisfy(
                        answer -> assertThat(answer).startsWith("HTTP/1.1 429").contains("RATE_LIMITED"));
        assertThat(answers(plain(36), plain(36)).getLast()).startsWith("HTTP/1.1 200");
    }

    @Test
    void http2IsAnsweredAlike() {
        HttpResponse<String> first = gateway.callAs(37, "POST", "/v1/shake", null);
        HttpResponse<String> second = gateway.callAs(37, "POST", "/v1/shake", null);
        HttpResponse<String> withBody = gateway.callAs(37, "POST", "/v1/shake", "{\"a\":1}");
        assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.headers().map().keySet())
                .isEqualTo(first.headers().map().keySet());
        assertThat(second.headers().firstValue("ratelimit"))
                .hasValueSatisfying(rest -> assertThat(rest).startsWith("\"user\";r=18"));
        assertThat(TestGateway.json(second).get("outcome").asString()).isEqualTo("NOTHING");
        assertThat(withBody.statusCode()).isEqualTo(400);
    }

    @Test
    void noOtherPortKnowsShakes() {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> managed = gateway.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.managementPort() + "/v1/shake"))
                            .version(HttpClient.Version.HTTP_1_1)
                            .header("Authorization", "Bearer " + gateway.issuer.token(39))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build());
            HttpResponse<String> operated = gateway.send(
                    gateway.opsPort(),
                    "POST",
                    "/v1/shake",
                    null,
                    request -> request.header("Authorization", "Bearer " + gateway.issuer.token(39)));
            assertThat(managed.statusCode()).isEqualTo(404);
            assertThat(operated.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void prizesThatAreTurnedOffAreTurnedOffHere() throws IOException {
        ControlFeed feed = gateway.context.getBean(ControlFeed.class);
        gateway.packet.controlDocument("{\"version\":9,\"sets\":[],\"switches\":[{\"name\":\"shake-prizes\","
                + "\"on\":false,\"why\":\"test\",\"since\":\"2026-11-23T00:00:00.000Z\"}]}");
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !feed.isOn(Switch.SHAKE_PRIZES));
        String body = answers(plain(38), plain(38)).getLast();
        gateway.packet.controlDocument("{\"version\":10,\"sets\":[],\"switches\":[]}");
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> feed.isOn(Switch.SHAKE_PRIZES));
        assertThat(body).contains("NOTHING");
        assertThat(Integer.parseInt(body.replaceAll("(?s).*nextShakeMillis\":(\\d+).*", "$1")))
                .isBetween(10_000, 20_000);
    }
}
