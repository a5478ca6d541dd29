package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.gateway.Problems.assertProblem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I9 at the edge: every request, body, user and connection has a bound. */
class LimitsIT {
    private static final int BODY_BYTES_MAX = 65_536;
    private static final TestTicker TICKER = new TestTicker();
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway(
                TICKER,
                "redpacket.gateway.listen.request-millis-max=2000",
                "redpacket.gateway.listen.idle-millis=4000",
                "redpacket.gateway.admit.requests-per-second=20",
                "redpacket.gateway.admit.burst=15");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        gateway.forget();
    }

    private static String bearer(long user) {
        return "Authorization: Bearer " + gateway.issuer.token(user) + "\r\n";
    }

    @Test
    void takesABodyOfExactlyTheLimitAndNoByteMore() {
        String body = "\"" + "x".repeat(BODY_BYTES_MAX - 2) + "\"";
        assertThat(gateway.callAs(10, "POST", "/v1/packets", body).statusCode()).isEqualTo(200);
        assertThat(gateway.packet.received().getFirst().body()).isEqualTo(body);
        gateway.forget();
        assertProblem(gateway.callAs(10, "POST", "/v1/packets", body + " "), 413, "BODY_TOO_LARGE");
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    void countsABodyOfUnknownLength() {
        byte[] body = "x".repeat(BODY_BYTES_MAX + 1).getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> response = gateway.call(
                "POST",
                "/v1/packets",
                "",
                request -> request.setHeader("Authorization", "Bearer " + gateway.issuer.token(11))
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
        assertProblem(response, 413, "BODY_TOO_LARGE");
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    void countsAChunkedBodyOnHttp11() throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            client.write("POST /v1/packets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + bearer(12)
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
            for (int i = 0; i < 5; i++) {
                client.write(chunk);
            }
            assertThat(client.readAll()).startsWith("HTTP/1.1 413 ").contains("BODY_TOO_LARGE");
        }
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    void refusesABodyThatIsNoJson() {
        for (String type :
                new String[] {"text/plain", "application/x-www-form-urlencoded", "application/json;charset=gbk"}) {
            assertProblem(
                    gateway.call(
                            "POST",
                            "/v1/packets",
                            "{}",
                            request -> request.setHeader("Authorization", "Bearer " + gateway.issuer.token(13))
                                    .setHeader("Content-Type", type)),
                    415,
                    "UNSUPPORTED_MEDIA_TYPE");
        }
        assertProblem(
                gateway.call(
                        "POST",
                        "/v1/packets",
                        "{}",
                        request -> request.setHeader("Authorization", "Bearer " + gateway.issuer.token(13))
                                .setHeader("Content-Encoding", "gzip")),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        assertThat(gateway.received()).isEmpty();
        assertThat(gateway.call(
                                "POST",
                                "/v1/packets",
                                "{}",
                                request -> request.setHeader("Authorization", "Bearer " + gateway.issuer.token(13))
                                        .setHeader("Content-Type", "Application/JSON; charset=UTF-8"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.packet.received().getFirst().header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void endsARequestWhoseBodyDoesNotCome() throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            client.write("POST /v1/packets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + bearer(14)
                    + "Content-Type: application/json\r\nContent-Length: 20\r\n\r\n{");
            assertThat(client.readAll()).startsWith("HTTP/1.1 408 ");
        }
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    void endsAConnectionWhoseHeadComesByteByByte() throws IOException {
        String head = "GET /v1/wallet HTTP/1.1\r\nHost: localhost\r\n";
        // The first of a connection, and one after another; each byte comes before the connection is idle.
        for (String before : List.of("", head + bearer(17) + "\r\n")) {
            try (RawClient client = new RawClient(gateway.port())) {
                client.write(before + head);
                String all = client.trickle("X: y\r\n");
                assertThat(all.split("HTTP/1.1 200 OK", -1)).hasSize(before.isEmpty() ? 1 : 2);
            }
        }
    }

    @Test
    void endsAConnectionThatGoesOnSendingAfterARefusal() throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            client.write("POST /v1/packets HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n"
                    + "x".repeat(10_000));
            assertThat(client.readAll()).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void closesAConnectionThatAsksNothing() throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            assertThat(client.write("").readAll()).isEmpty();
        }
        try (RawClient client = new RawClient(gateway.port())) {
            assertThat(client.write("GET /v1/wallet HTTP/1.1\r\nHost: local").readAll())
                    .doesNotContain("200 OK");
        }
    }

    @Test
    void refusesLongHeadersAndTargets() {
        String token = "Authorization: Bearer " + gateway.issuer.token(15);
        assertThat(RawClient.get(gateway.port(), "/v1/wallet", token, "X-More: " + "x".repeat(20_000)))
                .startsWith("HTTP/1.1 431 ")
                .contains("application/problem+json", "\"code\":\"HEAD_TOO_LARGE\"");
        assertThat(RawClient.get(gateway.port(), "/v1/wallet?" + "x".repeat(3000), token))
                .startsWith("HTTP/1.1 414 ")
                .contains("\"code\":\"TARGET_TOO_LONG\"");
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    void refusesARequestWithoutOneHost() throws IOException {
        for (String hosts : List.of("", "Host: localhost\r\nHost: localhost\r\n", "Host: a\r\nHost: b\r\n")) {
            try (RawClient client = new RawClient(gateway.port())) {
                client.write("GET /v1/wallet HTTP/1.1\r\nConnection: close\r\n" + hosts + bearer(18) + "\r\n");
                assertThat(client.readAll())
                        .as(hosts)
                        .startsWith("HTTP/1.1 400 ")
                        .contains("INVALID_HOST");
            }
        }
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    void refusesAmbiguousFraming() throws IOException {
        String[] heads = {
            "Content-Length: 2\r\nContent-Length: 3\r\n",
            "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked, identity\r\n",
            "Transfer-Encoding : chunked\r\n",
            "Content-Length: +2\r\n"
        };
        for (String head : heads) {
            try (RawClient client = new RawClient(gateway.port())) {
                String answer = client.write("POST /v1/packets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + bearer(16) + "Content-Type: application/json\r\n" + head + "\r\n{}")
                        .readAll();
                assertThat(answer).as(head).doesNotStartWith("HTTP/1.1 2");
            }
        }
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    void limitsEachUserOnTheirOwn() {
        for (int i = 0; i < 15; i++) {
            assertThat(gateway.callAs(21, "GET", "/v1/wallet", null).statusCode())
                    .isEqualTo(200);
        }
        assertProblem(gateway.callAs(21, "GET", "/v1/wallet", null), 429, "RATE_LIMITED");
        assertThat(gateway.received()).hasSize(15);
        assertThat(gateway.callAs(22, "GET", "/v1/wallet", null).statusCode()).isEqualTo(200);
        TICKER.advance(Duration.ofMillis(50));
        assertThat(gateway.callAs(21, "GET", "/v1/wallet", null).statusCode()).isEqualTo(200);
        assertProblem(gateway.callAs(21, "GET", "/v1/wallet", null), 429, "RATE_LIMITED");
    }

    @Test
    void tellsEachUserWhatIsLeft() {
        HttpResponse<String> first = gateway.callAs(20, "GET", "/v1/wallet", null);
        assertThat(first.headers().firstValue("RateLimit-Policy")).hasValue("\"user\";q=15;w=1");
        assertThat(first.headers().firstValue("RateLimit")).hasValue("\"user\";r=14;t=1");
        HttpResponse<String> last = first;
        while (last.statusCode() == 200) {
            last = gateway.callAs(20, "GET", "/v1/wallet", null);
        }
        assertProblem(last, 429, "RATE_LIMITED");
        assertThat(last.headers().firstValue("RateLimit")).hasValue("\"user\";r=0;t=1");
        assertThat(last.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void limitsAnAddressAndNotWhatItSaysItIs() {
        try (TestGateway other = new TestGateway(
                new TestTicker(),
                "redpacket.gateway.address.requests-per-second=1",
                "redpacket.gateway.address.burst=5")) {
            int refused = 0;
            for (int i = 0; i < 20; i++) {
                String forged = "203.0.113." + i;
                HttpResponse<String> response = other.send(
                        other.port(),
                        "GET",
                        "/v1/wallet",
                        null,
                        request -> request.setHeader("X-Forwarded-For", forged)
                                .setHeader("Forwarded", "for=" + forged)
                                .setHeader("X-Real-IP", forged));
                refused += response.statusCode() == 429 ? 1 : 0;
            }
            assertThat(refused).isEqualTo(15);
        }
        try (TestGateway other = new TestGateway(
                "redpacket.gateway.address.requests-per-second=1",
                "redpacket.gateway.address.burst=2",
                "redpacket.gateway.address.trusted-proxies=127.0.0.0/8,::1")) {
            for (int i = 0; i < 20; i++) {
                String client = "203.0.113." + i;
                assertThat(other.call(
                                        "GET",
                                        "/v1/wallet",
                                        null,
                                        request -> request.setHeader("X-Forwarded-For", client))
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void bindsNobodyElseByABodyForACallWithoutOne() {
        HttpResponse<String> response = gateway.callAs(19, "GET", "/v1/wallet", "{}");
        assertProblem(response, 400, "INVALID_BODY");
        assertThat(gateway.received()).isEmpty();
    }
}
