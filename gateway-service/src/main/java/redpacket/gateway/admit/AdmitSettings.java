package redpacket.gateway.admit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of one user, and of all users together.
 *
 * @param requestsPerSecond rate of one user
 * @param burst requests that one user may send at once
 * @param usersRememberedMax users whose rate is kept; an evicted one begins anew
 * @param requestsInFlightMax admitted requests of all users in this process
 * @param bodyBytesMax length of one body
 * @param bodyBytesInFlightMax length of all bodies in memory
 */
@ConfigurationProperties("redpacket.gateway.admit")
record AdmitSettings(
        @DefaultValue("50") int requestsPerSecond,
        @DefaultValue("200") int burst,
        @DefaultValue("200000") int usersRememberedMax,
        @DefaultValue("8192") int requestsInFlightMax,
        @DefaultValue("65536") int bodyBytesMax,
        @DefaultValue("33554432") long bodyBytesInFlightMax) {
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    public AdmitSettings {
        if (requestsPerSecond < 1 || requestsPerSecond > NANOS_PER_SECOND || burst < 1) {
            throw new IllegalArgumentException("redpacket.gateway.admit: requests-per-second and burst are at least 1");
        }
        if (usersRememberedMax < 1 || requestsInFlightMax < 1) {
            throw new IllegalArgumentException(
                    "redpacket.gateway.admit: users-remembered-max and requests-in-flight-max are at least 1");
        }
        if (bodyBytesMax < 1 || bodyBytesInFlightMax < bodyBytesMax) {
            throw new IllegalArgumentException(
                    "redpacket.gateway.admit: body-bytes-in-flight-max is at least body-bytes-max");
        }
    }
}
