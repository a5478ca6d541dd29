package redpacket.gateway.admit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one user, and all together, may ask for.
 *
 * @param requestsPerSecond of one user, over time
 * @param burst requests of one user at once
 * @param usersRememberedMax whose rate is kept; one who is pushed out begins anew
 * @param requestsInFlightMax of all users in this process
 * @param bodyBytesMax of one request
 * @param bodyBytesInFlightMax of all requests that are being read
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
            throw new IllegalArgumentException("redpacket.gateway.admit: room for one user and one request at least");
        }
        if (bodyBytesMax < 1 || bodyBytesInFlightMax < bodyBytesMax) {
            throw new IllegalArgumentException("redpacket.gateway.admit: body-bytes-in-flight-max holds one body");
        }
    }
}
