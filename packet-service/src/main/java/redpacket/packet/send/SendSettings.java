package redpacket.packet.send;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of packets.
 *
 * @param shareUrlBase followed by the packet id it is the address that is shared
 * @param audienceUsersMax users that an audience may name
 * @param retryAfterMillis after which a caller may send the same request again; jitter is added
 * @param switchedOffRetryAfterMillis the same while a switch keeps new packets of its kind back
 */
@ConfigurationProperties("redpacket.packet")
record SendSettings(
        @DefaultValue("https://localhost:8443/p/") URI shareUrlBase,
        @DefaultValue("500") int countMax,
        @DefaultValue("20000") long shareFenMax,
        @DefaultValue("60") int greetingCharactersMax,
        @DefaultValue("32") int passwordCharactersMax,
        @DefaultValue("500") int audienceUsersMax,
        @DefaultValue("86400") long expiresSecondsDefault,
        @DefaultValue("60") long expiresSecondsMin,
        @DefaultValue("259200") long expiresSecondsMax,
        @DefaultValue("500") long retryAfterMillis,
        @DefaultValue("10000") long switchedOffRetryAfterMillis) {
    /** The limits of the columns and the lanes. */
    private static final int COUNT_LIMIT = 500;

    private static final int GREETING_LIMIT = 240;

    SendSettings {
        require(countMax >= 1 && countMax <= COUNT_LIMIT, "count-max: 1 to " + COUNT_LIMIT);
        require(shareFenMax >= 1, "share-fen-max: 1 or more");
        require(
                greetingCharactersMax >= 0 && greetingCharactersMax <= GREETING_LIMIT,
                "greeting-characters-max: 0 to " + GREETING_LIMIT);
        require(passwordCharactersMax >= 1, "password-characters-max: 1 or more");
        require(audienceUsersMax >= 1, "audience-users-max: 1 or more");
        require(
                expiresSecondsMin >= 1
                        && expiresSecondsMin <= expiresSecondsDefault
                        && expiresSecondsDefault <= expiresSecondsMax,
                "1 <= expires-seconds-min <= expires-seconds-default <= expires-seconds-max");
        require(retryAfterMillis >= 1, "retry-after-millis: 1 or more");
        require(switchedOffRetryAfterMillis >= 1, "switched-off-retry-after-millis: 1 or more");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("redpacket.packet." + rule);
        }
    }
}
