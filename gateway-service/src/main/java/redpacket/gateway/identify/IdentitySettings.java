package redpacket.gateway.identify;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are taken.
 *
 * @param jwksUri where the issuer's keys are
 * @param clockSkew that is borne between the issuer's clock and ours
 * @param rememberedTokensMax verified tokens that are remembered
 * @param rememberFor a verified token is looked at again after this, or when it expires
 * @param tokenBytesMax a longer one is refused unread
 */
@ConfigurationProperties("redpacket.gateway")
record IdentitySettings(
        URI jwksUri,
        String issuer,
        String audience,
        @DefaultValue("10s") Duration clockSkew,
        @DefaultValue("100000") int rememberedTokensMax,
        @DefaultValue("5m") Duration rememberFor,
        @DefaultValue("4096") int tokenBytesMax) {
    IdentitySettings {
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException("redpacket.gateway: issuer and audience are needed");
        }
        if (rememberedTokensMax < 1 || tokenBytesMax < 1 || clockSkew.isNegative() || rememberFor.isNegative()) {
            throw new IllegalArgumentException("redpacket.gateway: every bound of tokens is positive");
        }
    }
}
