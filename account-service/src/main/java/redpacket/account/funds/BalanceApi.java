package redpacket.account.funds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collection;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import redpacket.account.funds.PacketBalances.PacketLeft;

/** What packet-service reads of the packets of a set. */
interface BalanceApi {
    @GetExchange("/internal/v1/sets/{set}/balances")
    BalancePage page(@PathVariable("set") int set, @RequestParam("after") long after, @RequestParam("limit") int limit);

    @PostExchange("/internal/v1/sets/{set}/balances")
    BalancePage of(@PathVariable("set") int set, @RequestBody Packets packets);

    record Packets(Collection<Long> packetNumbers) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record BalancePage(List<PacketLeft> items) {}
}
