package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.gateway.Problems.assertProblem;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redpacket.common.control.ControlFeed;
import redpacket.common.control.Switch;
import redpacket.gateway.TestOwner.Said;

/** Answers from a request's head and answers through the web framework are the same, and leave the same behind. */
class HeadsIT {
    /** Means the same as the plain one, and is more than the short way understands. */
    private static final String LONG_WAY = "application/json; charset=utf-8";

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Said GRABBED = new Said(200, 0, 0, "{\"outcome\":\"GRABBED\"}");
    private static final TestOwner OWNER = new TestOwner();
    private static TestGateway gateway;
    private static long users = 10_000;

    @BeforeAll
    static void start() {
        gateway = new TestGateway(
                "redpacket.gateway.admit.burst=20",
                "redpacket.gateway.admit.requests-per-second=1",
                "redpacket.gateway.head.discard-millis-max=400",
                "redpacket.gateway.forward.answer-timeout-millis=900");
        for (TestService service : List.of(gateway.grab1, gateway.grab2)) {
            service.readyAnswer("{\"ready\":true,\"hop\":" + OWNER.port() + "}");
        }
        for (int number = 1; number <= 8; number++) {
            String path = path(1, number, "grab");
            Awaitility.await().atMost(SOON).until(() -> {
                int before = OWNER.asked.size();
                gateway.callAs(users++, "POST", path, null);
                return OWNER.asked.size() > before;
            });
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
        OWNER.close();
    }

    @AfterEach
    void forget() {
        OWNER.answers = call -> GRABBED;
        OWNER.asked.clear();
        gateway.forget();
    }

    private static String path(int set, long number, String verb) {
        return "/v1/packets/" + gateway.packetId(set, number) + "/" + verb;
    }

    private static double answersFromHeads() {
        return gateway.context
                .getBean(MeterRegistry.class)
                .get("redpacket.gateway.head.answers")
                .counter()
                .count();
    }

    private static double gauge(String name) {
        return gateway.context.getBean(MeterRegistry.class).get(name).gauge().value();
    }

    /** A user whose token is remembered, and who has asked once. */
    private static long knownUser() {
        long user = users++;
        assertThat(gateway.callAs(user, "GET", "/v1/wallet", null).statusCode()).isEqualTo(200);
        return user;
    }

    private static HttpResponse<String> send(long user, String method, String path, String body, String type) {
        return gateway.call(method, path, body.isEmpty() ? null : body, request -> {
            request.setHeader("Authorization", "Bearer " + gateway.issuer.token(user));
            if (!type.isEmpty()) {
                request.setHeader("Content-Type", type);
            }
        });
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
        HttpResponse<String> longWay = send(knownUser(), method, path, body, LONG_WAY);
        double before = answersFromHeads();
        HttpResponse<String> shortWay = send(knownUser(), method, path, body, plain);
        assertThat(answersFromHeads()).isEqualTo(before + 1);
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
        OWNER.answers = call -> new Said(status, 0, retryAfter, json);
        for (String verb : List.of("grab", "open")) {
            OWNER.asked.clear();
            bothWays("POST", path(1, 2, verb), "");
            assertThat(OWNER.asked).hasSize(2);
        }
    }

    @Test
    void noAnswerInTimeIsTheSameByBothWays() {
        OWNER.answers = call -> null;
        assertProblem(bothWays("POST", path(1, 2, "open"), ""), 503, "UNAVAILABLE");
        Awaitility.await().atMost(SOON).until(() -> gauge("redpacket.gateway.requests.in.flight") == 0);
    }

    @Test
    void aSetThatIsNotConfiguredIsTheSameByBothWays() {
        assertProblem(bothWays("POST", path(3, 1, "open"), ""), 503, "UNAVAILABLE");
    }

    @Test
    void whoHasNoRequestLeftHearsTheSameByBothWaysBeforeAllThatIsWrongWithTheRequest() {
        String forged = "/v1/packets/" + "A".repeat(24) + "/open";
        List<String[]> calls = List.of(
                new String[] {"POST", path(1, 2, "open"), ""},
                new String[] {"POST", forged, ""},
                new String[] {"GET", "/v1/wallet", ""},
                new String[] {"POST", "/v1/packets", "{\"count\":1}"});
        long user = knownUser();
        for (int i = 0; i < 25; i++) {
            gateway.callAs(user, "GET", "/v1/wallet", null);
        }
        for (String[] call : calls) {
            String plain = call[2].isEmpty() ? "" : "application/json";
            HttpResponse<String> longWay = send(user, call[0], call[1], call[2], LONG_WAY);
            double before = answersFromHeads();
            HttpResponse<String> shortWay = send(user, call[0], call[1], call[2], plain);
            if (shortWay.statusCode() == 429) {
                assertThat(answersFromHeads()).isEqualTo(before + 1);
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
        turn("shares", false, Switch.SHARES);
        try {
            String shares = path(1, 2, "shares");
            String forged = "/v1/packets/" + "A".repeat(24) + "/shares";
            long user = knownUser();
            assertProblem(bothWays("POST", shares, "{\"userIds\":[\"2\"]}"), 503, "SWITCHED_OFF");
            assertProblem(bothWays("POST", shares, ""), 503, "SWITCHED_OFF");
            assertProblem(send(user, "POST", forged, "{}", "application/json"), 404, "NOT_FOUND");
            assertProblem(send(user, "POST", shares, "{}", "text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE");
            assertThat(send(user, "PUT", shares, "{}", "application/json").statusCode())
                    .isEqualTo(405);
            assertProblem(
                    gateway.call("POST", shares, "{}", request -> request.setHeader("Authorization", "Bearer x")),
                    401,
                    "UNAUTHENTICATED");
            assertThat(gateway.received().stream().filter(call -> call.target().contains("shares")))
                    .isEmpty();
        } finally {
            turn("shares", true, Switch.SHARES);
        }
    }

    private static int version = 100;

    private static void turn(String name, boolean on, Switch part) {
        version++;
        gateway.packet.controlDocument("{\"version\":" + version + ",\"sets\":[],\"switches\":[{\"name\":\"" + name
                + "\",\"on\":" + on + ",\"why\":\"test\",\"since\":\"2026-11-23T00:00:00.000Z\"}]}");
        ControlFeed feed = gateway.context.getBean(ControlFeed.class);
        Awaitility.await().atMost(Duration.ofSeconds(3)).until(() -> feed.isOn(part) == on);
    }

    @Test
    void bodiesOfRefusedRequestsAreReadAndForgottenAndTheConnectionGoesOn() {
        turn("shares", false, Switch.SHARES);
        try {
            String body = "{\"userIds\":[\"" + "2".repeat(20_000) + "\"]}";
            double before = answersFromHeads();
            // More than both windows of the flow control hold, on one connection.
            for (int i = 0; i < 3; i++) {
                long user = knownUser();
                for (int call = 0; call < 10; call++) {
                    HttpResponse<String> refused = send(user, "POST", path(1, 2, "shares"), body, "application/json");
                    assertProblem(refused, 503, "SWITCHED_OFF");
                }
            }
            assertThat(answersFromHeads()).isGreaterThanOrEqualTo(before + 30);
            assertThat(gateway.callAs(knownUser(), "POST", path(1, 2, "grab"), null)
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            turn("shares", true, Switch.SHARES);
        }
    }

    @Test
    void aBodyThatDoesNotEndIsNotWaitedFor() throws IOException {
        turn("shares", false, Switch.SHARES);
        try (RawHttp2 client = new RawHttp2(gateway.port())) {
            byte[] head = block(knownUser(), path(1, 2, "shares"), "content-type", "application/json");
            client.write(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 1, plain(knownUser(), "grab"));
            client.write(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 3, head);
            client.write(RawHttp2.DATA, 0, 3, new byte[10]);
            RawHttp2.Frame frame = Objects.requireNonNull(client.read());
            while (!(frame.stream() == 3 && frame.type() == RawHttp2.RST_STREAM)) {
                frame = Objects.requireNonNull(client.read());
            }
            assertThat(frame.errorCode()).isZero();
        } finally {
            turn("shares", true, Switch.SHARES);
        }
    }

    private static byte[] block(long user, String path, String... more) {
        List<String> headers = new ArrayList<>(List.of("authorization", "Bearer " + gateway.issuer.token(user)));
        headers.addAll(List.of(more));
        return RawHttp2.block("POST", path, headers.toArray(String[]::new));
    }

    private static byte[] plain(long user, String verb) {
        return block(user, path(1, 2, verb));
    }

    @Test
    void whoHangsUpGivesBackWhatTheyHeld() throws IOException {
        OWNER.answers = call -> null;
        for (boolean resets : new boolean[] {true, false}) {
            OWNER.asked.clear();
            try (RawHttp2 client = new RawHttp2(gateway.port())) {
                int last = RawHttp2.END_HEADERS | RawHttp2.END_STREAM;
                client.write(RawHttp2.HEADERS, last, 1, block(knownUser(), "/v1/nowhere"));
                double before = answersFromHeads();
                for (int stream = 3; stream <= 9; stream += 2) {
                    client.write(RawHttp2.HEADERS, last, stream, plain(knownUser(), "open"));
                }
                Awaitility.await().atMost(SOON).until(() -> OWNER.asked.size() == 4);
                assertThat(gauge("redpacket.gateway.packets.opening")).isEqualTo(1);
                for (int stream = 3; stream <= 9 && resets; stream += 2) {
                    client.reset(stream);
                }
                if (resets) {
                    awaitNothingHeld();
                }
                assertThat(answersFromHeads()).isEqualTo(before);
            }
            awaitNothingHeld();
        }
        try (RawClient client = new RawClient(gateway.port())) {
            client.write(
                    http1("GET", "/v1/nowhere", knownUser(), "") + http1("POST", path(1, 2, "open"), knownUser(), ""));
            Awaitility.await().atMost(SOON).until(() -> OWNER.asked.size() == 5);
        }
        awaitNothingHeld();
        OWNER.answers = call -> GRABBED;
        assertThat(gateway.callAs(knownUser(), "POST", path(1, 2, "open"), null).statusCode())
                .isEqualTo(200);
    }

    /** Well before the owner's time is up. */
    private static void awaitNothingHeld() {
        Awaitility.await()
                .atMost(Duration.ofMillis(600))
                .until(() -> gauge("redpacket.gateway.requests.in.flight") == 0
                        && gauge("redpacket.gateway.packets.opening") == 0);
    }

    private static String http1(String method, String path, long user, String body) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + gateway.issuer.token(user) + "\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/json\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static List<String> answers(String... requests) throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            String all = client.write(String.join("", requests)).readAnswers();
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
        turn("shares", false, Switch.SHARES);
        try {
            OWNER.answers = call -> new Said(200, 0, 0, "{\"outcome\":\"GRABBED\",\"user\":" + call.user() + "}");
            long user = knownUser();
            String grab = http1("POST", path(1, 2, "grab"), user, "");
            String longGrab = http1("POST", path(1, 2, "grab"), user, "{}");
            String share = http1("POST", path(1, 2, "shares"), user, "{\"userIds\":[\"3\"]}");
            String wallet = http1("GET", "/v1/wallet", user, "");
            List<String> answers = answers(wallet, grab, share, grab, longGrab, share, wallet, grab);
            assertThat(answers.stream().map(answer -> answer.substring(9, 12) + answer.contains("GRABBED")))
                    .containsExactly(
                            "200false", "200true", "503false", "200true", "200true", "503false", "200false", "200true");
            // Once the first is answered, nothing has to go the long way.
            double before = answersFromHeads();
            try (RawClient client = new RawClient(gateway.port())) {
                assertThat(client.write(wallet).readAnswers()).contains("200 OK");
                String ours = client.write(grab + share + grab).readAnswers();
                List<String> shortAnswers = List.of(ours.split("(?=HTTP/1.1 \\d\\d\\d )"));
                assertThat(shortAnswers.stream().map(answer -> answer.substring(9, 12)))
                        .containsExactly("200", "503", "200");
                assertThat(headers(shortAnswers.getFirst())).isEqualTo(headers(answers.get(4)));
                assertThat(headers(shortAnswers.get(1))).isEqualTo(headers(answers.get(2)));
                assertThat(answersFromHeads()).isEqualTo(before + 3);
                assertThat(client.write(wallet + grab).readAnswers()).contains("GRABBED");
            }
        } finally {
            turn("shares", true, Switch.SHARES);
        }
    }
}
