package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.gateway.Problems.assertProblem;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Grabs and opens on the connection to their owner, and by HTTP wherever that cannot be. */
class OwnerRpcIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final TestOwner owner = new TestOwner();
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = new TestGateway(
                "redpacket.gateway.admit.burst=100000", "redpacket.gateway.forward.answer-timeout-millis=3000");
        for (TestService service : List.of(gateway.grab1, gateway.grab2)) {
            service.readyAnswer("{\"ready\":true,\"ownerRpcPort\":" + owner.port() + "}");
        }
        // To either instance, which a packet's number decides on.
        for (int number = 1; number <= 7; number++) {
            String grab = grab(number);
            Awaitility.await().atMost(SOON).until(() -> {
                int before = owner.asked.size();
                gateway.call("POST", grab);
                return owner.asked.size() > before;
            });
        }
        owner.asked.clear();
        gateway.forget();
    }

    @AfterEach
    void stop() {
        gateway.close();
        owner.close();
    }

    private String grab(long number) {
        return "/v1/packets/" + gateway.packetId(1, number) + "/grab";
    }

    private String open(long number) {
        return "/v1/packets/" + gateway.packetId(1, number) + "/open";
    }

    @Test
    void whatHasNoBodyIsAskedThereAndWhatHasOneByHttp() {
        String share = "{\"outcome\":\"OPENED\",\"amountFen\":5}";
        owner.answers = call -> new TestOwner.Said(200, 0, 0, share);

        // The same token each time: that of a new user is verified first, and not always on the connection's event
        // loop.
        String bearer = "Bearer " + gateway.issuer.token(2);
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> response =
                    gateway.call("POST", open(7), "", request -> request.setHeader("Authorization", bearer));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(share);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        }
        gateway.callAs(2, "POST", open(7), "{\"password\":\"p\"}");

        assertThat(owner.keys).containsOnly(TestGateway.SERVICE_KEY);
        assertThat(owner.asked).containsExactly(new TestOwner.Asked(2, 1, 7, 2), new TestOwner.Asked(2, 1, 7, 2));
        assertThat(gateway.received().stream().map(TestService.Received::body)).containsExactly("{\"password\":\"p\"}");
    }

    @Test
    void aRefusalIsAProblemLikeAnother() {
        owner.answers = call -> new TestOwner.Said(
                503,
                0,
                1,
                "{\"type\":\"urn:redpacket:problem:unavailable\",\"title\":\"Service Unavailable\",\"status\":503,"
                        + "\"detail\":\"later\",\"code\":\"UNAVAILABLE\",\"retryAfterMillis\":500}");
        HttpResponse<String> response = gateway.call("POST", grab(3));
        assertProblem(response, 503, "UNAVAILABLE");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void anEndIsRememberedAsItIsByHttp() {
        owner.answers = call -> new TestOwner.Said(200, 1, 0, "{\"outcome\":\"EMPTY\"}");
        gateway.grab1.answering(call -> TestService.json(200, "{\"outcome\":\"EMPTY\",\"userIds\":[]}"));
        gateway.grab2.answering(call -> TestService.json(200, "{\"outcome\":\"EMPTY\",\"userIds\":[]}"));
        Awaitility.await().atMost(SOON).until(() -> {
            int before = owner.asked.size();
            return gateway.call("POST", open(4)).body().contains("EMPTY") && owner.asked.size() == before;
        });
    }

    @Test
    void noAnswerInTimeIsUnknownAndAnAnswerThatComesTooLateHarmsNobody() {
        owner.answers = call -> null;
        assertProblem(gateway.call("POST", open(5)), 503, "UNAVAILABLE");
        owner.answers = call -> new TestOwner.Said(200, 0, 0, "{\"outcome\":\"GRABBED\"}");
        assertThat(gateway.call("POST", grab(5)).statusCode()).isEqualTo(200);
    }

    @Test
    void callsUnderWayOnAConnectionThatBreaksAreUnknownAndTheNextGoByHttpUntilThereIsAnother() {
        owner.answers = call -> null;
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        Thread.ofVirtual()
                .start(() -> statuses.add(gateway.call("POST", open(6)).statusCode()));
        Awaitility.await().atMost(SOON).until(() -> owner.asked.size() == 1);
        owner.hangUp();
        Awaitility.await().atMost(SOON).until(() -> !statuses.isEmpty());
        assertThat(statuses).containsExactly(503);

        owner.answers = call -> new TestOwner.Said(200, 0, 0, "{\"outcome\":\"GRABBED\"}");
        Awaitility.await().atMost(SOON).until(() -> {
            int before = owner.asked.size();
            assertThat(gateway.call("POST", grab(6)).statusCode()).isEqualTo(200);
            return owner.asked.size() > before;
        });
        assertThat(gateway.received()).isNotEmpty();
    }
}
