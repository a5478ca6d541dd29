package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.gateway.Problems.assertProblem;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redpacket.gateway.TestService.Received;
import redpacket.gateway.TestService.Reply;

/** Rule E1: the crowd that comes too late is answered at the edge, and a winner never is. */
class EndedIT {
    private static final String OPENED = "{\"outcome\":\"OPENED\",\"amountFen\":88,\"replayed\":true}";
    private static TestGateway gateway;
    private static long packets;

    private final AtomicInteger fetches = new AtomicInteger();

    @BeforeAll
    static void start() {
        gateway = new TestGateway(
                "redpacket.gateway.admit.burst=100000", "redpacket.gateway.ended.fetch-again-millis=100");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        gateway.forget();
        packets++;
    }

    private String path(String call) {
        return "/v1/packets/" + gateway.packetId(1, packets) + call;
    }

    /** Users 5 and 7 won; the header is on every answer of an ended packet. */
    private void ended(String outcome, Reply winners) {
        gateway.grab1.answering(call -> answer(call, outcome, winners));
        gateway.grab2.answering(call -> answer(call, outcome, winners));
    }

    private Reply answer(Received call, String outcome, Reply winners) {
        if (call.target().endsWith("/winners")) {
            fetches.incrementAndGet();
            return winners;
        }
        String user = call.header("X-User-Id");
        boolean won = "5".equals(user) || "7".equals(user);
        return new Reply(
                200,
                Map.of("Content-Type", "application/json", "X-Packet-Ended", outcome),
                won ? OPENED : "{\"outcome\":\"" + outcome + "\"}");
    }

    private static Reply winners(String outcome) {
        return TestService.json(200, "{\"outcome\":\"" + outcome + "\",\"userIds\":[\"7\",\"5\"]}");
    }

    private int asked() {
        return gateway.received().size() - fetches.get();
    }

    private void askUntilTheEdgeAnswers() {
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
            int before = asked();
            gateway.callAs(9, "POST", path("/grab"), null);
            return asked() == before;
        });
    }

    @Test
    void answersThoseWhoDidNotWinWithoutAskingAnybody() {
        ended("EMPTY", winners("EMPTY"));
        askUntilTheEdgeAnswers();
        int asked = asked();
        for (long user = 100; user < 120; user++) {
            for (String call : new String[] {"/grab", "/open"}) {
                HttpResponse<String> response =
                        gateway.callAs(user, "POST", path(call), user % 2 == 0 ? null : " { } ");
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).isEqualTo("{\"outcome\":\"EMPTY\"}");
                assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
                assertThat(response.headers().firstValue("X-Packet-Ended")).isEmpty();
            }
        }
        assertThat(asked()).isEqualTo(asked);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void letsAWinnerThroughToTheirAmountAlways() {
        ended("EXPIRED", winners("EXPIRED"));
        askUntilTheEdgeAnswers();
        for (int i = 0; i < 3; i++) {
            assertThat(gateway.callAs(5, "POST", path("/open"), "{}").body()).isEqualTo(OPENED);
            assertThat(gateway.callAs(7, "POST", path("/open"), null).body()).isEqualTo(OPENED);
            assertThat(gateway.callAs(6, "POST", path("/open"), "{}").body()).isEqualTo("{\"outcome\":\"EXPIRED\"}");
        }
    }

    @Test
    void leavesABodyThatSaysSomethingToTheService() {
        ended("EMPTY", winners("EMPTY"));
        askUntilTheEdgeAnswers();
        int asked = asked();
        gateway.callAs(100, "POST", path("/open"), "{\"prizeId\":\"1\"}");
        gateway.callAs(100, "POST", path("/open"), "{\"unknown\":1}");
        gateway.callAs(100, "GET", path(""), null);
        assertThat(asked()).isEqualTo(asked + 3);
    }

    @Test
    void asksTheServiceWhereWinnersAreNotToBeHad() {
        Reply[] useless = {
            new Reply(404, Map.of(), ""),
            TestService.json(200, "{\"outcome\":\"EMPTY\"}"),
            TestService.json(200, "{\"outcome\":\"OTHER\",\"userIds\":[]}"),
            TestService.json(200, "{\"outcome\":\"EMPTY\",\"userIds\":[\"x\"]}"),
            TestService.json(200, "no json")
        };
        for (Reply winners : useless) {
            packets++;
            ended("EMPTY", winners);
            int before = asked();
            for (int i = 0; i < 4; i++) {
                assertThat(gateway.callAs(9, "POST", path("/grab"), null).body())
                        .isEqualTo("{\"outcome\":\"EMPTY\"}");
            }
            assertThat(asked()).isEqualTo(before + 4);
        }
    }

    @Test
    void stillRefusesThoseWithoutAToken() {
        ended("EMPTY", winners("EMPTY"));
        askUntilTheEdgeAnswers();
        assertProblem(gateway.send(gateway.port(), "POST", path("/grab"), null, request -> {}), 401, "UNAUTHENTICATED");
    }
}
