package redpacket.gateway.identify;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are believed.
 *
 * @param jwksUri where the issuer publishes its keys
 * @param issuer the only issuer
 * @param audience must be among a token's audiences
 * @param clockSkewSeconds how far the issuer's clock and ours may differ
 * @param keysRefreshSeconds how old keys may get while the issuer answers; while it does not, they stand
 * @param keysRefreshMillisMin the shortest time between two fetches for the sake of tokens with an unknown key
 * @param keysTimeoutMillis for connecting and for reading, each
 * @param tokenCacheBytesMax of verified tokens that are remembered
 * @param tokenCacheSecondsMax how long a token is believed at the most without another look at its signature, while its key
 *     is published; half of that at the least
 */
@ConfigurationProperties("redpacket.gateway")
record IdentitySettings(
        URI jwksUri,
        String issuer,
        String audience,
        @DefaultValue("30") int clockSkewSeconds,
        @DefaultValue("300") int keysRefreshSeconds,
        @DefaultValue("2000") int keysRefreshMillisMin,
        @DefaultValue("1000") int keysTimeoutMillis,
        @DefaultValue("16777216") long tokenCacheBytesMax,
        @DefaultValue("3600") int tokenCacheSecondsMax) {
    /** Longer tokens are refused unread. */
    public static final int TOKEN_LENGTH_MAX = 4096;

    public IdentitySettings {
        if (!"http".equals(jwksUri.getScheme()) && !"https".equals(jwksUri.getScheme())) {
            throw new IllegalArgumentException("redpacket.gateway.jwks-uri: http or https, not " + jwksUri);
        }
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException("redpacket.gateway.issuer and audience are needed");
        }
        if (clockSkewSeconds < 0 || clockSkewSeconds > 300) {
            throw new IllegalArgumentException("redpacket.gateway.clock-skew-seconds: 0 to 300");
        }
        if (keysRefreshSeconds < 1 || keysRefreshMillisMin < 1 || keysTimeoutMillis < 1) {
            throw new IllegalArgumentException("redpacket.gateway.keys-…: at least 1");
        }
        if (tokenCacheBytesMax < TOKEN_LENGTH_MAX || tokenCacheSecondsMax < 1) {
            throw new IllegalArgumentException("redpacket.gateway.token-cache-…: room for one token, for a second");
        }
    }
}
