package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;

/** A process that stops answers what it has read, and says on each connection that no more is read. */
class DrainIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final CountDownLatch release = new CountDownLatch(1);
    private TestGateway gateway;
    private Thread stopping;

    @BeforeEach
    void start() {
        gateway = new TestGateway("redpacket.gateway.listen.drain-millis-max=20000");
        gateway.account.answering(call -> held());
        ApplicationAvailability availability = gateway.context.getBean(ApplicationAvailability.class);
        stopping = Thread.ofPlatform().unstarted(() -> {
            gateway.context.close();
        });
        assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
    }

    @AfterEach
    void stop() throws InterruptedException {
        release.countDown();
        stopping.join();
        gateway.close();
    }

    private TestService.Reply held() {
        try {
            boolean ignored = release.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return TestService.json(200, "{\"held\":true}");
    }

    private void stopWhileOneIsHeld() {
        await().atMost(SOON).until(() -> gateway.account.received().size() == 1);
        ApplicationAvailability availability = gateway.context.getBean(ApplicationAvailability.class);
        stopping.start();
        await().atMost(SOON).until(() -> availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC);
    }

    @Test
    void overHttp1TheLastAnswerClosesItsConnection() throws IOException {
        String wallet = "GET /v1/wallet HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + gateway.issuer.token(1)
                + "\r\n\r\n";
        try (RawClient idle = new RawClient(gateway.port());
                RawClient busy = new RawClient(gateway.port())) {
            idle.write("GET /v1/nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n").readAnswers(1);
            busy.write(wallet);
            stopWhileOneIsHeld();
            // An orderly end: without close_notify this would fail.
            assertThat(idle.readAll()).isEmpty();
            release.countDown();
            assertThat(busy.readAll())
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("connection: close")
                    .endsWith("{\"held\":true}");
        }
    }

    @Test
    void overHttp2AGoAwayNamesTheLastStreamAndItsAnswerFollows() throws IOException {
        byte[] block = RawHttp2.block("GET", "/v1/wallet", "authorization", "Bearer " + gateway.issuer.token(1));
        try (RawHttp2 client = new RawHttp2(gateway.port())) {
            client.write(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 1, block);
            stopWhileOneIsHeld();
            RawHttp2.Frame frame = client.read();
            while (frame != null && frame.type() != RawHttp2.GOAWAY) {
                frame = client.read();
            }
            assertThat(frame).isNotNull().satisfies(goAway -> {
                assertThat(goAway.payload().getInt(0) & Integer.MAX_VALUE)
                        .as("last stream")
                        .isEqualTo(1);
                assertThat(goAway.errorCode()).isZero();
            });
            release.countDown();
            List<RawHttp2.Frame> rest = new ArrayList<>(client.readAll());
            assertThat(rest)
                    .anyMatch(last -> last.stream() == 1
                            && last.type() == RawHttp2.DATA
                            && (last.flags() & RawHttp2.END_STREAM) != 0);
        }
    }
}
