package redpacket.packet.campaign;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import redpacket.common.client.CallSettings;

/**
 * Which campaigns there may be.
 *
 * @param prizesMax prizes of a campaign
 * @param packetsMax packets that it may be cut into
 * @param shareFenMax most that one share holds
 * @param sharesMax shares of a seed, and prizes of a packet of cash
 * @param windowSecondsMax longest window
 * @param startsAheadSecondsMax how far ahead it may start
 * @param retryAfterMillis after which an operator may send the same request again; jitter is added
 * @param responseMillis for an answer of account-service; after this the outcome is unknown
 * @param callsMax calls of account-service in flight at once
 */
@ConfigurationProperties("redpacket.packet.campaign")
record CampaignSettings(
        @DefaultValue("60") int nameCharactersMax,
        @DefaultValue("50000") int prizesMax,
        @DefaultValue("2000") int packetsMax,
        @DefaultValue("20000") long shareFenMax,
        @DefaultValue("500") int sharesMax,
        @DefaultValue("86400") long claimSecondsDefault,
        @DefaultValue("60") long claimSecondsMin,
        @DefaultValue("2592000") long claimSecondsMax,
        @DefaultValue("2678400") long windowSecondsMax,
        @DefaultValue("31622400") long startsAheadSecondsMax,
        @DefaultValue("1000") int perUserCapMax,
        @DefaultValue("1000") long retryAfterMillis,
        @DefaultValue("300") long connectMillis,
        @DefaultValue("5000") long responseMillis,
        @DefaultValue("8") int callsMax) {
    /** The limits of the columns and the lanes. */
    private static final int SHARES_LIMIT = 500;

    private static final int NAME_LIMIT = 60;

    CampaignSettings {
        require(nameCharactersMax >= 1 && nameCharactersMax <= NAME_LIMIT, "name-characters-max: 1 to " + NAME_LIMIT);
        require(prizesMax >= 1 && packetsMax >= 1, "prizes-max and packets-max: 1 or more");
        require(shareFenMax >= 1, "share-fen-max: 1 or more");
        require(sharesMax >= 1 && sharesMax <= SHARES_LIMIT, "shares-max: 1 to " + SHARES_LIMIT);
        require(
                claimSecondsMin >= 1
                        && claimSecondsMin <= claimSecondsDefault
                        && claimSecondsDefault <= claimSecondsMax,
                "1 <= claim-seconds-min <= claim-seconds-default <= claim-seconds-max");
        require(windowSecondsMax >= 1 && startsAheadSecondsMax >= 1, "windows are 1 s or more");
        require(perUserCapMax >= 1, "per-user-cap-max: 1 or more");
        require(retryAfterMillis >= 1, "retry-after-millis: 1 or more");
        CallSettings.of("redpacket.packet.campaign", connectMillis, responseMillis, callsMax);
    }

    CallSettings calls() {
        return CallSettings.of("redpacket.packet.campaign", connectMillis, responseMillis, callsMax);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("redpacket.packet.campaign." + rule);
        }
    }
}
