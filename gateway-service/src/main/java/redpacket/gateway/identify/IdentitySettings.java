package redpacket.gateway.identify;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The identity provider whose tokens are accepted.
 *
 * @param jwksUri URI at which the issuer publishes its keys (JWKS)
 * @param issuer the only accepted issuer (claim iss)
 * @param audience the value that the claim aud must contain
 * @param algorithm the only accepted signature algorithm: ES256, ES384, ES512, RS256, RS384, RS512, PS256, PS384 or
 *     PS512
 * @param clockSkewSeconds largest accepted difference between the issuer's clock and this clock
 * @param keysRefreshSeconds age at which the keys are fetched again; while the issuer does not answer, the old keys
 *     stay
 * @param keysRefreshMillisMin shortest time between two fetches that tokens with an unknown key cause
 * @param keysTimeoutMillis time-out for connecting to the issuer, and for reading from it
 * @param tokenCacheBytesMax size of the cache of verified tokens
 * @param tokenCacheSecondsMax longest time in the cache; a token stays for at least half of it unless it expires
 */
@ConfigurationProperties("redpacket.gateway")
record IdentitySettings(
        URI jwksUri,
        String issuer,
        String audience,
        @DefaultValue("ES256") String algorithm,
        @DefaultValue("30") int clockSkewSeconds,
        @DefaultValue("300") int keysRefreshSeconds,
        @DefaultValue("2000") int keysRefreshMillisMin,
        @DefaultValue("1000") int keysTimeoutMillis,
        @DefaultValue("16777216") long tokenCacheBytesMax,
        @DefaultValue("3600") int tokenCacheSecondsMax) {
    /** A longer token is refused before it is parsed. */
    public static final int TOKEN_LENGTH_MAX = 4096;

    public IdentitySettings {
        if (!"http".equals(jwksUri.getScheme()) && !"https".equals(jwksUri.getScheme())) {
            throw new IllegalArgumentException("redpacket.gateway.jwks-uri: http or https, not " + jwksUri);
        }
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException("redpacket.gateway.issuer and redpacket.gateway.audience are required");
        }
        if (!SigningKeys.ALGORITHMS.contains(new JWSAlgorithm(algorithm))) {
            throw new IllegalArgumentException(
                    "redpacket.gateway.algorithm: one of " + SigningKeys.ALGORITHMS + ", not " + algorithm);
        }
        if (clockSkewSeconds < 0 || clockSkewSeconds > 300) {
            throw new IllegalArgumentException("redpacket.gateway.clock-skew-seconds: 0 to 300");
        }
        if (keysRefreshSeconds < 1 || keysRefreshMillisMin < 1 || keysTimeoutMillis < 1) {
            throw new IllegalArgumentException(
                    "redpacket.gateway.keys-refresh-seconds, keys-refresh-millis-min and keys-timeout-millis:"
                            + " at least 1");
        }
        if (tokenCacheBytesMax < TOKEN_LENGTH_MAX || tokenCacheSecondsMax < 1) {
            throw new IllegalArgumentException(
                    "redpacket.gateway.token-cache-bytes-max: at least 4096; token-cache-seconds-max: at least 1");
        }
    }
}
