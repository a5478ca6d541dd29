package redpacket.gateway.shake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How shakes are answered.
 *
 * @param nextMillis after which a phone may shake again; up to as much again is added, so that a crowd spreads
 * @param awayNextMillis the same while packet-service does not answer
 * @param pollMillis between two requests for prizes
 * @param pollTimeoutMillis for the answer to one
 * @param winTimeoutMillis for the answer to a win; one that comes later is heard of by the inbox
 * @param winsInFlightMax wins that are being written; one more waits for another shake
 * @param refusalsRememberedMax users who are known to win no more of something
 * @param pollBytesMax of an answer to a request for prizes
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
                    "redpacket.gateway.shake: next-millis is 1 or more, away-next-millis at least next-millis");
        }
        if (pollMillis < 1 || pollTimeoutMillis < 1 || winTimeoutMillis < 1) {
            throw new IllegalArgumentException("redpacket.gateway.shake: times are 1 ms or more");
        }
        if (winsInFlightMax < 1 || refusalsRememberedMax < 1 || pollBytesMax < 1) {
            throw new IllegalArgumentException("redpacket.gateway.shake: every bound is 1 or more");
        }
    }
}
