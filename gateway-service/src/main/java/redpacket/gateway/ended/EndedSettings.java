package redpacket.gateway.ended;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the gateway remembers of packets that have ended.
 *
 * @param numbersMax packets and winners together; a packet has up to 500
 * @param rememberSeconds the time after which a packet is forgotten
 * @param fetchesMax concurrent fetches of winners
 * @param fetchAgainMillis the time until winners are fetched again after a fetch that gave none
 */
@ConfigurationProperties("redpacket.gateway.ended")
record EndedSettings(
        @DefaultValue("1000000") long numbersMax,
        @DefaultValue("600") int rememberSeconds,
        @DefaultValue("32") int fetchesMax,
        @DefaultValue("1000") int fetchAgainMillis) {
    public EndedSettings {
        if (numbersMax < 1 || rememberSeconds < 1 || fetchesMax < 1 || fetchAgainMillis < 1) {
            throw new IllegalArgumentException("redpacket.gateway.ended: every bound is at least 1");
        }
    }
}
