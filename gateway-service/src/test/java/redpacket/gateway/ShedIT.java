package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Details of a set wait for two connections: they are shed, opens of the same set are served, and the overload ends.
 */
class ShedIT {
    private static final int CALLERS = 60;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway(
                "redpacket.gateway.admit.burst=100000",
                "redpacket.gateway.admit.requests-per-second=100000",
                "redpacket.gateway.forward.connections-max=2",
                "redpacket.gateway.shed.window-millis=100",
                "redpacket.gateway.shed.arrivals-min=5",
                // Above the waits of a slow machine, and below those of the queue in this test.
                "redpacket.gateway.shed.queue-millis-target=150");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void shedsLessImportantCallsAndRecovers() {
        String packet = "/v1/packets/" + gateway.packetId(1, 5);
        gateway.packet.answering(call -> {
            pause(20);
            return TestService.json(200, "{}");
        });
        // All callers share the connection of this call, so there are no sixty handshakes.
        assertThat(gateway.call("GET", packet).statusCode()).isEqualTo(200);
        AtomicBoolean more = new AtomicBoolean(true);
        AtomicInteger overloaded = new AtomicInteger();
        List<Integer> opens = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            long user = 5000L + i;
            Thread.ofVirtual().start(() -> {
                while (more.get()) {
                    HttpResponse<String> answer = gateway.callAs(user, "GET", packet, null);
                    if (answer.statusCode() == 503 && answer.body().contains("\"OVERLOADED\"")) {
                        overloaded.incrementAndGet();
                        pause(20);
                    }
                }
            });
        }
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        opens.add(gateway.call("POST", packet + "/open", "{}").statusCode());
                        return overloaded.get() > 100;
                    });
            // An event loop that was late for a moment may have shed one or two.
            assertThat(opens.stream().filter(status -> status == 200).count() * 10)
                    .as("opens served, of ten: %s", opens)
                    .isGreaterThanOrEqualTo(opens.size() * 8L);
        } finally {
            more.set(false);
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            for (int i = 0; i < CALLERS; i++) {
                if (gateway.callAs(5000L + i, "GET", packet, null).statusCode() != 200) {
                    return false;
                }
            }
            return true;
        });
    }

    private static void pause(int millis) {
        try {
            boolean ignored = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
