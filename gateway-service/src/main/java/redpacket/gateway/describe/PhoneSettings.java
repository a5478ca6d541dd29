package redpacket.gateway.describe;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How users of the phone sign in: OpenID Connect, authorization code with PKCE. The browser reads these values, so none
 * is a secret. Without a client id nobody can sign in on the page.
 *
 * @param clientId the id under which the issuer knows the page; the page is a public client
 * @param authorizeUrl the issuer's authorization endpoint
 * @param tokenUrl the issuer's token endpoint, which allows the page's origin by CORS
 * @param crowdUrl where a page may ask for a crowd of simulated users; empty except on the local stack
 * @param scope the scope that yields tokens for this API
 */
@ConfigurationProperties("redpacket.gateway.phone")
record PhoneSettings(
        @DefaultValue("") String clientId,
        @DefaultValue("") String authorizeUrl,
        @DefaultValue("") String tokenUrl,
        @DefaultValue("") String crowdUrl,
        @DefaultValue("openid") String scope) {
    public PhoneSettings {
        if (!crowdUrl.isEmpty() && !crowdUrl.startsWith("http://127.0.0.1:")) {
            throw new IllegalArgumentException("redpacket.gateway.phone.crowd-url is for the local stack: loopback");
        }
        if (!clientId.isEmpty() && !(isAddress(authorizeUrl) && isAddress(tokenUrl))) {
            throw new IllegalArgumentException(
                    "redpacket.gateway.phone.client-id needs authorize-url and token-url: https, or http on loopback");
        }
    }

    /** The other origins that the page asks. */
    List<String> origins() {
        return Stream.of(tokenUrl, crowdUrl)
                .filter(url -> !url.isEmpty())
                .map(URI::create)
                .map(url -> url.getScheme() + "://" + url.getRawAuthority())
                .distinct()
                .toList();
    }

    private static boolean isAddress(String url) {
        return url.matches("https://[^\\s;,']+|http://(127\\.0\\.0\\.1|localhost)[:/][^\\s;,']*");
    }
}
