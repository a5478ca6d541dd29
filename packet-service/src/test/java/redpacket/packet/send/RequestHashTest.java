package redpacket.packet.send;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.packet.send.SendRulesTest.users;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import redpacket.common.id.UserId;
import redpacket.packet.send.SendRulesTest.Request;

class RequestHashTest {
    private final SendRules rules = new SendRules(SendDefaults.SEND);
    private final RequestHash hash = new RequestHash(new byte[32]);

    @Test
    void isTheSameForTheSameRequest() {
        assertThat(of(r -> {})).isEqualTo(of(r -> {})).matches("[0-9a-f]{64}");
        assertThat(of(r -> r.audience = users("8", "9"))).isEqualTo(of(r -> r.audience = users("9", "8")));
    }

    @Test
    void differsInEveryField() {
        List<Consumer<Request>> changes = List.of(
                r -> {},
                r -> r.equal(),
                r -> r.totalFen = 2000L,
                r -> r.count(5),
                r -> r.greeting = "x",
                r -> r.greeting = "",
                r -> r.greeting = null,
                r -> r.coverId = "x",
                r -> r.password("x"),
                r -> r.password("y"),
                r -> r.audience = users("8"),
                r -> r.audience = users("8", "9"),
                r -> r.expiresInSeconds = 60L);
        assertThat(changes.stream().map(this::of)).doesNotHaveDuplicates();
    }

    @Test
    void cannotBeComputedWithoutTheKey() {
        byte[] other = new byte[32];
        other[0] = 1;
        SendCommand command = rules.check(UserId.of(7), SendRulesTest.request(r -> {}));
        assertThat(new RequestHash(other).of(command)).isNotEqualTo(hash.of(command));
    }

    private String of(Consumer<Request> change) {
        return hash.of(rules.check(UserId.of(7), SendRulesTest.request(change)));
    }
}
