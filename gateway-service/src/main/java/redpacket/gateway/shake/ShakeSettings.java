package redpacket.gateway.shake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the gateway answers shakes and renews its prize lease.
 *
 * @param nextMillis time until the next shake; jitter of up to the same time is added
 * @param awayNextMillis the same while packet-service does not answer
 * @param pollMillis interval between two renewals of the lease
 * @param pollTimeoutMillis time-out of a renewal
 * @param winTimeoutMillis time-out for recording a win; a win that is recorded later reaches the winner by the inbox
 * @param winsInFlightMax wins that are recorded at the same time; further shakes win nothing
 * @param refusalsRememberedMax remembered pairs of a user and a campaign or packet of which the user can win no more
 * @param pollBytesMax size of the answer to a renewal
 */
@ConfigurationProperties("redpacket.gateway.shake")
record ShakeSettings(
        @DefaultValue("500") long nextMillis,
        @DefaultValue("5000") long awayNextMillis,
        @DefaultValue("500") long pollMillis,
        @DefaultValue("2000") long pollTimeoutMillis,
        @DefaultValue("2000") long winTimeoutMillis,
        @DefaultValue("128") int winsInFlightMax,
        @DefaultValue("200000") int refusalsRememberedMax,
        @DefaultValue("1048576") int pollBytesMax) {
    ShakeSettings {
        if (nextMillis < 1 || awayNextMillis < nextMillis) {
            throw new IllegalArgumentException(
                    "redpacket.gateway.shake: next-millis is at least 1, away-next-millis at least next-millis");
        }
        if (pollMillis < 1 || pollTimeoutMillis < 1 || winTimeoutMillis < 1) {
            throw new IllegalArgumentException("redpacket.gateway.shake: a time is at least 1 ms");
        }
        if (winsInFlightMax < 1 || refusalsRememberedMax < 1 || pollBytesMax < 1) {
            throw new IllegalArgumentException("redpacket.gateway.shake: a bound is at least 1");
        }
    }
}
