package redpacket.gateway.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one user may ask.
 *
 * @param requestsPerSecond in the long run
 * @param burstRequests at once
 * @param usersMax users remembered; one who is not is taken for rested
 */
@ConfigurationProperties("redpacket.gateway.limit")
record LimitSettings(
        @DefaultValue("50") int requestsPerSecond,
        @DefaultValue("200") int burstRequests,
        @DefaultValue("100000") int usersMax) {
    LimitSettings {
        if (requestsPerSecond < 1 || burstRequests < 1 || usersMax < 1) {
            throw new IllegalArgumentException("redpacket.gateway.limit: every limit is at least 1");
        }
    }
}
