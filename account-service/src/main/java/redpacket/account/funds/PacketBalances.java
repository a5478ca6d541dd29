package redpacket.account.funds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import redpacket.common.client.CallSettings;
import redpacket.common.client.Repeat;
import redpacket.common.client.ServiceCallException;
import redpacket.common.client.ServiceClient;
import redpacket.common.problem.Problem;
import redpacket.common.process.ProcessSettings;

/** What the sets say is left in each packet, page by page, as any instance of packet-service reads it. */
@Component
class PacketBalances implements PacketGaps.Left, AutoCloseable {
    static final int PAGE_MAX = 1000;
    private static final CallSettings CALLS = CallSettings.of("redpacket.account.funds", 300, 3_000, 8);

    private final ServiceClient client;
    private final BalanceApi packets;

    PacketBalances(ProcessSettings process, MeterRegistry meters) {
        this.client = new ServiceClient(process.serviceKey(), CALLS, meters);
        this.packets =
                client.of(BalanceApi.class, "balances", process.services().packet(), Repeat.UNANSWERED);
    }

    @Override
    public List<PacketLeft> page(int set, long after) {
        return items(() -> packets.page(set, after, PAGE_MAX));
    }

    @Override
    public List<PacketLeft> of(int set, Collection<Long> numbers) {
        return items(() -> packets.of(set, new BalanceApi.Packets(numbers)));
    }

    private static List<PacketLeft> items(Supplier<BalanceApi.BalancePage> call) {
        try {
            return call.get().items();
        } catch (ServiceCallException e) {
            throw Problem.unavailable(
                    "UNAVAILABLE", "The sets cannot be asked what is left in their packets.", Duration.ofSeconds(1));
        }
    }

    @Override
    public void close() {
        client.close();
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record PacketLeft(long packetNumber, String state, long totalFen, long leftFen) {}
}
