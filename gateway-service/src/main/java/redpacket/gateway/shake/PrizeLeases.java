package redpacket.gateway.shake;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The prize leases of packet-service, which allocates prizes to gateways and records wins. */
interface PrizeLeases {
    /** Renews the lease, and fetches the prizes that become due soon. */
    Mono<Lease> renew(Holding holding);

    /** Records a win. On failure it is unknown whether the win was recorded. */
    Mono<WinOutcome> win(String holder, String prizeId, long userId);

    /** In order of precedence. */
    enum WinOutcome {
        /** The prize is not allocated to this holder. */
        NOT_HELD,
        /** The user has won as many prizes of the campaign as one user may. */
        CAP_REACHED,
        /** The user has won another prize of the same packet. */
        SAME_PACKET,
        WON
    }

    /**
     * @param holds prizes that the holder has
     * @param inDoubt prizes with a win that may or may not be recorded
     */
    record Holding(
            String holder,
            List<String> holds,
            @JsonProperty("doubted") List<String> inDoubt) {}

    /** @param lost prizes that the holder has no longer */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Lease(long leaseMillis, List<Campaign> campaigns, List<String> lost) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Campaign(String campaignId, String sponsor, long endsAfterMillis, List<LeasedPrize> prizes) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record LeasedPrize(
            String prizeId, String packetId, @Nullable Integer sharesToGive, long dueAfterMillis) {}
}
