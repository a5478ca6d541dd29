package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.gateway.Problems.assertProblem;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators turn off is off here within 2 s, and nothing else is. */
class SwitchesIT {
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway("redpacket.gateway.admit.burst=100000");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static void turn(int version, String name, boolean on) {
        gateway.packet.controlDocument("{\"version\":" + version + ",\"sets\":[],\"switches\":[{\"name\":\"" + name
                + "\",\"on\":" + on + ",\"why\":\"test\",\"since\":\"2026-11-23T00:00:00.000Z\"},"
                + "{\"name\":\"of-a-newer-process\",\"on\":false,\"why\":\"test\"}]}");
    }

    @Test
    void turnsAPartOffAndOnAgain() {
        String id = gateway.packetId(1, 1);
        turn(2, "lists", false);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> gateway.call("GET", "/v1/wallet/entries").statusCode() == 503);
        gateway.forget();
        HttpResponse<String> off = gateway.call("GET", "/v1/wallet/entries");
        assertProblem(off, 503, "SWITCHED_OFF");
        assertThat(TestGateway.json(off).get("retryAfterMillis").asInt()).isBetween(10_000, 20_000);
        assertThat(gateway.received()).isEmpty();
        assertThat(gateway.call("GET", "/v1/wallet").statusCode()).isEqualTo(200);
        assertThat(gateway.call("GET", "/v1/inbox").statusCode()).isEqualTo(200);
        assertThat(gateway.call("POST", "/v1/packets", "{}").statusCode()).isEqualTo(200);
        assertThat(gateway.call("POST", "/v1/packets/" + id + "/grab").statusCode())
                .isEqualTo(200);
        assertThat(gateway.call("POST", "/v1/packets/" + id + "/open", "{}").statusCode())
                .isEqualTo(200);
        turn(3, "lists", true);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> gateway.call("GET", "/v1/wallet/entries").statusCode() == 200);
    }
}
