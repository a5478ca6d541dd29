package redpacket.account.funds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redpacket.common.client.FakeService;
import redpacket.common.problem.Problem;
import redpacket.common.process.ProcessSettings;

class PacketBalancesTest {
    private final FakeService packet = new FakeService();
    private final PacketBalances balances = new PacketBalances(
            new ProcessSettings(
                    new ProcessSettings.Instance("account", 1),
                    "",
                    "0".repeat(32),
                    List.of(new ProcessSettings.PacketSet(1, "set-1", "packets", List.of(), "127.0.0.1:1")),
                    new ProcessSettings.Accounts(List.of(), 1, 1),
                    new ProcessSettings.Database("", "", "", ""),
                    new ProcessSettings.Kafka(""),
                    new ProcessSettings.Services(
                            List.of(FakeService.nowhere(), packet.url()), List.of(), List.of(), List.of())),
            new SimpleMeterRegistry());

    PacketBalancesTest() throws IOException {}

    @AfterEach
    void close() {
        balances.close();
        packet.close();
    }

    @Test
    void asksTheSecondPacketServiceWhenTheFirstIsDead() {
        packet.answer(200, "{\"items\":[{\"packetNumber\":7,\"state\":\"ACTIVE\",\"totalFen\":3,\"leftFen\":2}]}");
        for (int i = 0; i < 2; i++) {
            assertThat(balances.page(1, 5)).containsExactly(new PacketBalances.PacketLeft(7, "ACTIVE", 3, 2));
        }
        balances.of(1, List.of(7L, 8L));
        assertThat(packet.calls().getFirst().target()).isEqualTo("/internal/v1/sets/1/balances?after=5&limit=1000");
        assertThat(packet.calls().getLast().body()).isEqualTo("{\"packetNumbers\":[7,8]}");
    }

    @Test
    void isUnavailableWhereNoInstanceAnswers() {
        packet.answer(503, "{}");
        assertThatThrownBy(() -> balances.page(1, 5)).isInstanceOf(Problem.class);
    }
}
