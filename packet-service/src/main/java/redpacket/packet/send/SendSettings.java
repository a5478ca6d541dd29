package redpacket.packet.send;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of a packet, and bounds of sending.
 *
 * @param greetingCharactersMax in code points
 * @param shareUrlBase a packet's share URL is this and its id
 * @param chargeWithin account-service has this long to answer; then whether the sender was charged is unknown
 * @param sendsAtOnceMax sends under way in one set; one more hears 503
 * @param unfinishedAfter an order this old that is neither active nor cancelled was left by a crash
 */
@ConfigurationProperties("redpacket.packet")
record SendSettings(
        @DefaultValue("500") int countMax,
        @DefaultValue("20000") long shareFenMax,
        @DefaultValue("60") int greetingCharactersMax,
        @DefaultValue("500") int audienceUsersMax,
        @DefaultValue("60") long expiresSecondsMin,
        @DefaultValue("86400") long expiresSecondsDefault,
        @DefaultValue("259200") long expiresSecondsMax,
        @DefaultValue("https://localhost:8443/p/") String shareUrlBase,
        @DefaultValue("2s") Duration chargeWithin,
        @DefaultValue("300ms") Duration connectWithin,
        @DefaultValue("256") int sendsAtOnceMax,
        @DefaultValue("3s") Duration unfinishedAfter) {
    SendSettings {
        if (countMax < 1 || shareFenMax < 1 || greetingCharactersMax < 0 || audienceUsersMax < 1) {
            throw new IllegalArgumentException("redpacket.packet: a limit of a packet is at least 1");
        }
        if (expiresSecondsMin < 1
                || expiresSecondsDefault < expiresSecondsMin
                || expiresSecondsMax < expiresSecondsDefault) {
            throw new IllegalArgumentException(
                    "redpacket.packet: expires-seconds-min, -default and -max are positive and in this order");
        }
        if (sendsAtOnceMax < 1) {
            throw new IllegalArgumentException("redpacket.packet.sends-at-once-max is at least 1");
        }
        // An order must not look left behind while its charge may still be under way.
        if (unfinishedAfter.compareTo(chargeWithin) <= 0) {
            throw new IllegalArgumentException("redpacket.packet.unfinished-after is longer than charge-within");
        }
    }
}
