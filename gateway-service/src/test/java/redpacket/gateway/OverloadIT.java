package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.gateway.Problems.assertProblem;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What there is no room for is refused at once, and told when to come back. */
class OverloadIT {
    private static final int PACKET_OPENS_MAX = 4;
    private static TestGateway gateway;
    private final CountDownLatch release = new CountDownLatch(1);

    @BeforeAll
    static void start() {
        gateway = new TestGateway(
                "redpacket.gateway.admit.burst=100000",
                "redpacket.gateway.shed.packet-opens-max=" + PACKET_OPENS_MAX,
                // Calls other than grab and open have a quarter of these limits.
                "redpacket.gateway.shed.limit-min=4",
                "redpacket.gateway.shed.limit-start=32",
                "redpacket.gateway.shed.limit-max=32",
                "redpacket.gateway.address.requests-per-second=1000",
                "redpacket.gateway.address.burst=1000");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void letGo() {
        release.countDown();
        gateway.forget();
    }

    private TestService.Reply held() {
        try {
            boolean ignored = release.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return TestService.json(200, "{}");
    }

    private void callAtOnce(int count, String method, String path, Queue<Integer> statuses) {
        for (int i = 0; i < count; i++) {
            long user = 1000L + i;
            Thread.ofVirtual()
                    .start(() -> statuses.add(
                            gateway.callAs(user, method, path, null).statusCode()));
        }
    }

    @Test
    void opensOfOnePacketInFlightHaveABound() {
        gateway.grab1.answering(call -> held());
        gateway.grab2.answering(call -> held());
        String path = "/v1/packets/" + gateway.packetId(1, 7) + "/open";
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        callAtOnce(PACKET_OPENS_MAX, "POST", path, statuses);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> gateway.received().size() == PACKET_OPENS_MAX);
        assertProblem(gateway.call("POST", path), 503, "OVERLOADED");
        assertThat(gateway.received()).hasSize(PACKET_OPENS_MAX);
        release.countDown();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> statuses.size() == PACKET_OPENS_MAX);
        assertThat(statuses).containsOnly(200);
        assertThat(gateway.call("POST", path).statusCode()).isEqualTo(200);
    }

    @Test
    void callsOfOneClassInFlightHaveABoundThatOtherClassesAndSetsDoNotFeel() {
        gateway.packet.answering(call -> call.target().contains(gateway.packetId(1, 9)) ? held() : ok());
        String path = "/v1/packets/" + gateway.packetId(1, 9);
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        callAtOnce(8, "GET", path, statuses);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> gateway.received().size() == 8);
        HttpResponse<String> refused = gateway.call("GET", path);
        assertProblem(refused, 503, "OVERLOADED");
        assertThat(TestGateway.json(refused).get("retryAfterMillis").asInt()).isBetween(1000, 20_000);
        for (String other : List.of("/open", "/grab")) {
            assertThat(gateway.call("POST", path + other).statusCode()).isEqualTo(200);
        }
        assertThat(gateway.call("GET", "/v1/packets/" + gateway.packetId(2, 9)).statusCode())
                .isEqualTo(200);
        release.countDown();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> statuses.size() == 8);
        assertThat(statuses).containsOnly(200);
    }

    private static TestService.Reply ok() {
        return TestService.json(200, "{}");
    }

    @Test
    void metricsShowOverload() throws Exception {
        gateway.call("GET", "/v1/packets/" + gateway.packetId(1, 9));
        String metrics = OpsIT.metrics(gateway);
        assertThat(metrics)
                .contains(
                        "redpacket_gateway_shed_load{scope=\"gateway\"}",
                        "redpacket_gateway_shed_level{scope=\"set-1\"} 8.0",
                        "redpacket_gateway_queue_seconds{scope=\"set-2\"}",
                        "redpacket_gateway_shed_total{class=\"profile\"}",
                        "redpacket_gateway_limit{class=\"details\",scope=\"packet-set-1\"} 8.0",
                        "redpacket_gateway_limited_total{class=\"open\"}",
                        "redpacket_gateway_loop_lag_seconds_count",
                        "redpacket_gateway_retries_total{upstream=\"grab-set-1\"}",
                        "redpacket_switch_on{switch=\"avatars\"} 1.0");
    }
}
