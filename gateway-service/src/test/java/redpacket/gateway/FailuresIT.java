package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.gateway.Problems.assertProblem;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redpacket.gateway.TestService.Reply;

/** Traps 17, 18 and 21: services that fail, hang or are gone, and sets that fail alone. */
class FailuresIT {
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway(
                "redpacket.gateway.admit.burst=100000",
                "redpacket.gateway.forward.answer-timeout-millis=2000",
                "redpacket.gateway.forward.read-answer-timeout-millis=1500",
                "redpacket.gateway.forward.concurrent-max=8",
                "redpacket.gateway.forward.breaker-calls-min=6",
                "redpacket.gateway.forward.breaker-window-seconds=10",
                "redpacket.gateway.forward.breaker-open-millis=4000",
                "redpacket.gateway.forward.breaker-trial-calls=2",
                "redpacket.gateway.probe.every-millis=50");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        gateway.forget();
    }

    /** A service that takes a request, and then closes the connection without a word; counts the requests. */
    private static final class Hangup implements AutoCloseable {
        private final ServerSocket socket;
        private final AtomicInteger requests = new AtomicInteger();

        Hangup() throws IOException {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::run);
        }

        private void run() {
            while (!socket.isClosed()) {
                try (Socket connection = socket.accept()) {
                    byte[] bytes = new byte[4096];
                    int read = connection.getInputStream().read(bytes);
                    String head = read < 0 ? "" : new String(bytes, 0, read, java.nio.charset.StandardCharsets.UTF_8);
                    if (head.contains("/v1/") && !head.contains("/internal/")) {
                        requests.incrementAndGet();
                    }
                    // A reset, and not an orderly end: what reactor-netty would send again.
                    connection.setSoLinger(true, 0);
                } catch (IOException ignored) {
                    // The next connection.
                }
            }
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void neverSendsARequestTwiceThatMayHaveArrived() throws IOException {
        try (Hangup hangup = new Hangup();
                TestGateway other = new TestGateway(
                        Map.of("account", hangup.url(), "grab-1", hangup.url(), "grab-2", hangup.url()))) {
            assertProblem(other.call("POST", "/v1/wallet/top-ups", "{\"amountFen\":1}"), 503, "UNAVAILABLE");
            assertThat(hangup.requests).hasValue(1);
            assertProblem(
                    other.call("POST", "/v1/packets/" + other.packetId(1, 1) + "/open", "{}"), 503, "UNAVAILABLE");
            assertThat(hangup.requests).hasValue(2);
        }
    }

    @Test
    void asksOnceMoreWhereAReadingCallLostItsConnection() throws IOException {
        try (Hangup hangup = new Hangup();
                TestGateway other =
                        new TestGateway(Map.of("account", hangup.url()), "redpacket.gateway.forward.retry-reserve=2")) {
            assertProblem(other.call("GET", "/v1/wallet"), 503, "UNAVAILABLE");
            assertThat(hangup.requests).hasValue(2);
            assertProblem(other.call("GET", "/v1/wallet"), 503, "UNAVAILABLE");
            assertThat(hangup.requests).hasValue(4);
            // The budget is spent.
            assertProblem(other.call("GET", "/v1/wallet"), 503, "UNAVAILABLE");
            assertThat(hangup.requests).hasValue(5);
        }
    }

    @Test
    void asksTheNextInstanceWhereTheOwnerTakesNoConnections() throws IOException {
        URI nobody = closedPort();
        try (TestGateway other = new TestGateway(
                Map.of("grab-1", nobody, "account", nobody),
                // No probe tells it in time: every call has to find out.
                "redpacket.gateway.probe.every-millis=60000")) {
            for (int number = 1; number <= 10; number++) {
                HttpResponse<String> response =
                        other.call("POST", "/v1/packets/" + other.packetId(1, number) + "/open", "{}");
                assertThat(response.statusCode()).isEqualTo(200);
            }
            assertThat(other.grab2.received()).hasSize(10);
            assertProblem(other.call("GET", "/v1/wallet"), 503, "UNAVAILABLE");
        }
    }

    private static URI closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    @Test
    void passesOverAnInstanceThatDoesNotServe() {
        gateway.grab1.probedWith(503);
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            gateway.forget();
            for (int number = 1; number <= 20; number++) {
                gateway.call("POST", "/v1/packets/" + gateway.packetId(1, number) + "/grab");
            }
            assertThat(gateway.grab1.received()).isEmpty();
            assertThat(gateway.grab2.received()).hasSize(20);
        });
        gateway.grab1.probedWith(200);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
            for (int number = 1; number <= 20; number++) {
                gateway.call("POST", "/v1/packets/" + gateway.packetId(1, number) + "/grab");
            }
            return !gateway.grab1.received().isEmpty();
        });
    }

    @Test
    void answersUnavailableWithinTheTimeOut() {
        CountDownLatch release = new CountDownLatch(1);
        gateway.notifications.answering(call -> heldUntil(release));
        assertProblem(gateway.call("GET", "/v1/inbox"), 503, "UNAVAILABLE");
        assertThat(release.getCount()).as("the service has not answered").isOne();
        assertThat(gateway.notifications.received()).hasSize(1);
        release.countDown();
    }

    @Test
    void keepsTheFailureOfOneSetFromTheOthers() throws InterruptedException {
        String sick = "/v1/packets/" + gateway.packetId(1, 1) + "/open";
        String well = "/v1/packets/" + gateway.packetId(2, 1) + "/open";
        String sickId = gateway.packetId(1, 1);
        CountDownLatch release = new CountDownLatch(1);
        gateway.grab1.answering(call -> call.target().contains(sickId) ? heldUntil(release) : ok());
        gateway.grab2.answering(call -> call.target().contains(sickId) ? heldUntil(release) : ok());
        CountDownLatch refused = new CountDownLatch(6);
        for (int i = 0; i < 6; i++) {
            Thread.ofVirtual().start(() -> {
                assertProblem(gateway.call("POST", sick, "{}"), 503, "UNAVAILABLE");
                refused.countDown();
            });
            assertThat(gateway.call("POST", well, "{}").statusCode()).isEqualTo(200);
        }
        assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
        // Open now: refused at once, without asking; the other set hears nothing of it.
        int asked = gateway.received().size();
        assertProblem(gateway.call("POST", sick, "{}"), 503, "UNAVAILABLE");
        assertThat(gateway.received()).hasSize(asked);
        assertThat(gateway.call("POST", well, "{}").statusCode()).isEqualTo(200);
        assertThat(gateway.call("GET", "/v1/packets/" + sickId).statusCode()).isEqualTo(200);
        // The set answers again: a few trials, and the breaker closes.
        release.countDown();
        gateway.grab1.answering(call -> ok());
        gateway.grab2.answering(call -> ok());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> gateway.call("POST", sick, "{}").statusCode() == 200);
    }

    @Test
    void takesRefusalsForAnswersAndNoFailures() {
        String problem = "{\"type\":\"urn:redpacket:problem:busy\",\"title\":\"Service Unavailable\",\"status\":503,"
                + "\"detail\":\"Busy.\",\"code\":\"BUSY\",\"retryAfterMillis\":1000}";
        gateway.account.answering(call -> call.target().endsWith("top-ups")
                ? new Reply(503, Map.of("Content-Type", "application/problem+json", "Retry-After", "1"), problem)
                : new Reply(404, Map.of(), ""));
        for (int i = 0; i < 12; i++) {
            assertProblem(gateway.call("POST", "/v1/wallet/top-ups", "{}"), 503, "BUSY");
            assertProblem(gateway.call("GET", "/v1/wallet"), 404, "NOT_FOUND");
        }
        assertThat(gateway.account.received()).hasSize(24);
    }

    @Test
    void refusesAtOnceWhatIsMoreThanASetMayHaveInFlight() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        gateway.packet.answering(call -> heldUntil(release));
        String path = "/v1/packets/" + gateway.packetId(2, 9);
        CountDownLatch done = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            Thread.ofVirtual().start(() -> {
                gateway.call("GET", path);
                done.countDown();
            });
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> gateway.packet.received().size() == 8);
        assertProblem(gateway.call("GET", path), 503, "UNAVAILABLE");
        assertThat(gateway.packet.received()).hasSize(8);
        release.countDown();
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void servesNothingOfASetThatIsDown() {
        String packet = "/v1/packets/" + gateway.packetId(1, 3);
        gateway.packet.controlDocument("{\"version\":2,\"sets\":[{\"setId\":1,\"name\":\"set-1\",\"state\":\"DOWN\","
                + "\"why\":\"test\",\"since\":\"2026-11-23T00:00:00.000Z\"}]}");
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> gateway.call("GET", packet).statusCode() == 503);
            gateway.forget();
            assertProblem(gateway.call("GET", packet), 503, "UNAVAILABLE");
            assertProblem(gateway.call("POST", packet + "/grab"), 503, "UNAVAILABLE");
            assertThat(gateway.received()).isEmpty();
            assertThat(gateway.call("GET", "/v1/packets/" + gateway.packetId(2, 3))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.call("POST", "/v1/packets", "{}").statusCode()).isEqualTo(200);
        } finally {
            gateway.packet.controlDocument("{\"version\":3,\"sets\":[]}");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> gateway.call("GET", packet).statusCode() == 200);
    }

    private static Reply ok() {
        return TestService.json(200, "{}");
    }

    private static Reply heldUntil(CountDownLatch release) {
        try {
            boolean ignored = release.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ok();
    }
}
