package redpacket.gateway.admit;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one address may ask for, before anybody knows which user it is. Many users share an address behind a carrier's
 * network, so this guards against floods and is far above one user's limit.
 *
 * @param requestsPerSecond of one address, over time; 0 sets no limit
 * @param burst requests of one address at once
 * @param rememberedMax whose rate is kept; one that is pushed out begins anew
 * @param trustedProxies networks, such as 10.0.0.0/8, whose X-Forwarded-For is believed; nobody else's is
 */
@ConfigurationProperties("redpacket.gateway.address")
record AddressSettings(
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
