package redpacket.gateway.address;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The rate limit of one address, which applies before the token is read. Many users share an address behind a carrier's
 * network, so the limit guards against floods and is far above that of one user.
 *
 * @param requestsPerSecond rate of one address; 0 sets no limit
 * @param burst requests that one address may send at once
 * @param rememberedMax addresses whose rate is kept; an evicted one begins anew
 * @param trustedProxies networks, such as 10.0.0.0/8, whose X-Forwarded-For is trusted
 */
@ConfigurationProperties("redpacket.gateway.address")
public record AddressSettings(
        @DefaultValue("0") int requestsPerSecond,
        @DefaultValue("2000") int burst,
        @DefaultValue("100000") int rememberedMax,
        @DefaultValue List<String> trustedProxies) {
    private static final int PER_SECOND_MAX = 1_000_000_000;

    public AddressSettings {
        if (requestsPerSecond < 0 || requestsPerSecond > PER_SECOND_MAX || burst < 1 || rememberedMax < 1) {
            throw new IllegalArgumentException(
                    "redpacket.gateway.address: requests-per-second from 0, burst and remembered-max at least 1");
        }
        trustedProxies = List.copyOf(trustedProxies);
        trustedProxies.forEach(Network::parse);
    }
}
