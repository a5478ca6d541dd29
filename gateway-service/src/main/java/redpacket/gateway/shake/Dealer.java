package redpacket.gateway.shake;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** packet-service, which deals prizes and writes wins. */
interface Dealer {
    /** Renews the lease and fetches what is due soon. */
    Mono<Deal> lease(Holding holding);

    /** Fails where there is no answer: then it is not known whether the win was written. */
    Mono<WinOutcome> win(String holder, String prizeId, long userId);

    enum WinOutcome {
        NOT_HELD,
        CAP_REACHED,
        SAME_PACKET,
        WON
    }

    record Holding(String holder, List<String> holds, List<String> doubted) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Deal(long leaseMillis, List<Campaign> campaigns, List<String> lost) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Campaign(String campaignId, String sponsor, long endsAfterMillis, List<DealtPrize> prizes) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record DealtPrize(
            String prizeId, String packetId, @Nullable Integer sharesToGive, long dueAfterMillis) {}
}
