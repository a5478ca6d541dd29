package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.gateway.Problems.assertProblem;

import java.util.Map;
import org.junit.jupiter.api.Test;
import redpacket.gateway.TestService.Reply;

/** Two instances of account-service, of which one leads: calls that write reach the leader, and then stay there. */
class LeaderIT {
    private static final int CALLS = 6;
    private static final Reply STANDBY = new Reply(
            503,
            Map.of("Content-Type", "application/problem+json", "Retry-After", "1", "X-Not-Leading", "true"),
            "{\"type\":\"urn:redpacket:problem:unavailable\",\"title\":\"Service Unavailable\",\"status\":503,"
                    + "\"detail\":\"Later.\",\"code\":\"UNAVAILABLE\",\"retryAfterMillis\":500}");

    @Test
    void aCallThatAStandbyRefusesGoesToTheLeader() {
        try (TestService second = new TestService("account-2");
                TestGateway gateway = new TestGateway("redpacket.services.account=" + second.url())) {
            TestService first = gateway.account;
            for (TestService leader : new TestService[] {first, second}) {
                TestService standby = leader == first ? second : first;
                leader.forget();
                standby.forget();
                standby.answering(call -> STANDBY);
                for (int i = 0; i < CALLS; i++) {
                    assertThat(topUp(gateway)).isEqualTo(200);
                }
                assertThat(leader.received()).hasSize(CALLS);
                assertThat(standby.received()).hasSizeLessThanOrEqualTo(1);
            }
            first.answering(call -> STANDBY);
            second.answering(call -> STANDBY);
            assertProblem(gateway.call("POST", "/v1/wallet/top-ups", "{\"amountFen\":1}"), 503, "UNAVAILABLE");
        }
    }

    private static int topUp(TestGateway gateway) {
        return gateway.call("POST", "/v1/wallet/top-ups", "{\"amountFen\":1}").statusCode();
    }
}
