package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.gateway.Problems.assertProblem;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redpacket.common.control.Switch;
import redpacket.gateway.TestOwner.Said;

/** What answers from heads leave of a connection: bodies are read away, order is kept, who hangs up holds nothing. */
class FastPathConnectionsIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static FastPathFixture fixture;

    @BeforeAll
    static void start() {
        fixture = new FastPathFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @AfterEach
    void forget() {
        fixture.forget();
    }

    @Test
    void bodiesOfRefusedRequestsAreReadAndForgottenAndTheConnectionGoesOn() {
        fixture.turn(Switch.SHARES, "shares", false);
        try {
            String body = "{\"userIds\":[\"" + "2".repeat(20_000) + "\"]}";
            double before = fixture.fastPathAnswers();
            // More than both windows of the flow control hold, on one connection.
            for (int i = 0; i < 3; i++) {
                long user = fixture.knownUser();
                for (int call = 0; call < 10; call++) {
                    HttpResponse<String> refused =
                            fixture.send(user, "POST", fixture.path(1, 2, "shares"), body, "application/json");
                    assertProblem(refused, 503, "SWITCHED_OFF");
                }
            }
            assertThat(fixture.fastPathAnswers()).isGreaterThanOrEqualTo(before + 30);
            assertThat(fixture.send(fixture.knownUser(), "POST", fixture.path(1, 2, "grab"), "", "")
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            fixture.turn(Switch.SHARES, "shares", true);
        }
    }

    @Test
    void aBodyThatDoesNotEndIsNotWaitedFor() throws IOException {
        fixture.turn(Switch.SHARES, "shares", false);
        try (RawHttp2 client = new RawHttp2(fixture.gateway.port())) {
            byte[] head = fixture.block(
                    fixture.knownUser(), fixture.path(1, 2, "shares"), "content-type", "application/json");
            client.write(
                    RawHttp2.HEADERS,
                    RawHttp2.END_HEADERS | RawHttp2.END_STREAM,
                    1,
                    fixture.block(fixture.knownUser(), fixture.path(1, 2, "grab")));
            client.write(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 3, head);
            client.write(RawHttp2.DATA, 0, 3, new byte[10]);
            RawHttp2.Frame frame = Objects.requireNonNull(client.read());
            while (!(frame.stream() == 3 && frame.type() == RawHttp2.RST_STREAM)) {
                frame = Objects.requireNonNull(client.read());
            }
            assertThat(frame.errorCode()).isZero();
        } finally {
            fixture.turn(Switch.SHARES, "shares", true);
        }
    }

    @Test
    void whoLeavesNoWindowForAnAnswerIsNotWaitedForAndTheConnectionGoesOn() throws IOException {
        try (RawHttp2 client = new RawHttp2(fixture.gateway.port())) {
            int last = RawHttp2.END_HEADERS | RawHttp2.END_STREAM;
            client.write(RawHttp2.SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 0});
            client.write(RawHttp2.HEADERS, last, 1, fixture.block(fixture.knownUser(), "/v1/nowhere"));
            client.write(RawHttp2.HEADERS, last, 3, fixture.block(fixture.knownUser(), fixture.path(1, 2, "grab")));
            RawHttp2.Frame frame = Objects.requireNonNull(client.read());
            while (!(frame.stream() == 3 && frame.type() == RawHttp2.RST_STREAM)) {
                frame = Objects.requireNonNull(client.read());
            }
            assertThat(frame.errorCode()).as("CANCEL").isEqualTo(8);
            client.write(RawHttp2.SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 127, 0});
            double before = fixture.fastPathAnswers();
            client.write(RawHttp2.HEADERS, last, 5, fixture.block(fixture.knownUser(), fixture.path(1, 2, "grab")));
            while (!(frame.stream() == 5 && frame.type() == RawHttp2.DATA)) {
                frame = Objects.requireNonNull(client.read());
            }
            assertThat(fixture.fastPathAnswers()).isEqualTo(before + 1);
        }
    }

    @Test
    void whoHangsUpGivesBackWhatTheyHeld() throws IOException {
        fixture.owner.answers = call -> null;
        for (boolean resets : new boolean[] {true, false}) {
            fixture.owner.asked.clear();
            try (RawHttp2 client = new RawHttp2(fixture.gateway.port())) {
                int last = RawHttp2.END_HEADERS | RawHttp2.END_STREAM;
                client.write(RawHttp2.HEADERS, last, 1, fixture.block(fixture.knownUser(), "/v1/nowhere"));
                double before = fixture.fastPathAnswers();
                for (int stream = 3; stream <= 9; stream += 2) {
                    client.write(
                            RawHttp2.HEADERS,
                            last,
                            stream,
                            fixture.block(fixture.knownUser(), fixture.path(1, 2, "open")));
                }
                Awaitility.await().atMost(SOON).until(() -> fixture.owner.asked.size() == 4);
                assertThat(fixture.gauge("redpacket.gateway.packets.opening")).isEqualTo(1);
                for (int stream = 3; stream <= 9 && resets; stream += 2) {
                    client.reset(stream);
                }
                if (resets) {
                    awaitNothingHeld();
                }
                assertThat(fixture.fastPathAnswers()).isEqualTo(before);
            }
            awaitNothingHeld();
        }
        try (RawClient client = new RawClient(fixture.gateway.port())) {
            client.write(fixture.http1("GET", "/v1/nowhere", fixture.knownUser(), "")
                    + fixture.http1("POST", fixture.path(1, 2, "open"), fixture.knownUser(), ""));
            Awaitility.await().atMost(SOON).until(() -> fixture.owner.asked.size() == 5);
        }
        awaitNothingHeld();
        fixture.owner.answers = call -> FastPathFixture.GRABBED;
        assertThat(fixture.send(fixture.knownUser(), "POST", fixture.path(1, 2, "open"), "", "")
                        .statusCode())
                .isEqualTo(200);
    }

    /** Before the owner's time is up. */
    private static void awaitNothingHeld() {
        Awaitility.await()
                .atMost(SOON)
                .until(() -> fixture.gauge("redpacket.gateway.requests.in.flight") == 0
                        && fixture.gauge("redpacket.gateway.packets.opening") == 0);
    }

    private static List<String> answers(String... requests) throws IOException {
        try (RawClient client = new RawClient(fixture.gateway.port())) {
            String all = client.write(String.join("", requests)).readAnswers(requests.length);
            return List.of(all.split("(?=HTTP/1.1 \\d\\d\\d )"));
        }
    }

    private static String headers(String answer) {
        return new TreeSet<>(answer.substring(0, answer.indexOf("\r\n\r\n"))
                        .lines()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                        .toList())
                .toString();
    }

    @Test
    void overHttp1AnswersLeaveInTheOrderOfTheirRequestsWhicheverWayEachTakes() throws IOException {
        fixture.turn(Switch.SHARES, "shares", false);
        try {
            fixture.owner.answers =
                    call -> new Said(200, 0, 0, "{\"outcome\":\"GRABBED\",\"user\":" + call.user() + "}");
            long user = fixture.knownUser();
            String grab = fixture.http1("POST", fixture.path(1, 2, "grab"), user, "");
            String routedGrab = fixture.http1("POST", fixture.path(1, 2, "grab"), user, "{}");
            String share = fixture.http1("POST", fixture.path(1, 2, "shares"), user, "{\"userIds\":[\"3\"]}");
            String wallet = fixture.http1("GET", "/v1/wallet", user, "");
            List<String> answers = answers(wallet, grab, share, grab, routedGrab, share, wallet, grab);
            assertThat(answers.stream().map(answer -> answer.substring(9, 12) + answer.contains("GRABBED")))
                    .containsExactly(
                            "200false",
                            "200true",
                            "503false",
                            "200true",
                            "200false",
                            "503false",
                            "200false",
                            "200true");
            // Once the first is answered, all take the fast path.
            double before = fixture.fastPathAnswers();
            try (RawClient client = new RawClient(fixture.gateway.port())) {
                assertThat(client.write(wallet).readAnswers(1)).contains("200 OK");
                String ours = client.write(grab + share + grab).readAnswers(3);
                List<String> shortAnswers = List.of(ours.split("(?=HTTP/1.1 \\d\\d\\d )"));
                assertThat(shortAnswers.stream().map(answer -> answer.substring(9, 12)))
                        .containsExactly("200", "503", "200");
                assertThat(headers(shortAnswers.getFirst())).isEqualTo(headers(answers.get(4)));
                assertThat(headers(shortAnswers.get(1))).isEqualTo(headers(answers.get(2)));
                assertThat(fixture.fastPathAnswers()).isEqualTo(before + 3);
                assertThat(client.write(wallet + grab).readAnswers(2)).contains("GRABBED");
            }
        } finally {
            fixture.turn(Switch.SHARES, "shares", true);
        }
    }
}
