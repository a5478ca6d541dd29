package redpacket.gateway.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redpacket.gateway.SettingsBinding;

class IdentitySettingsTest {
    private static final String PREFIX = "redpacket.gateway";
    private static final Map<String, String> NEEDED =
            Map.of(PREFIX + ".jwks-uri", "http://issuer/keys", PREFIX + ".issuer", "i", PREFIX + ".audience", "a");

    private static IdentitySettings bind(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(NEEDED);
        values.putAll(more);
        return SettingsBinding.bind(PREFIX, IdentitySettings.class, values);
    }

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new IdentitySettings(
                        URI.create("http://issuer/keys"), "i", "a", "ES256", 30, 300, 2000, 1000, 16_777_216, 3600));
    }

    @Test
    void mapsEveryKey() {
        assertThat(bind(Map.of(
                        PREFIX + ".algorithm", "RS256",
                        PREFIX + ".clock-skew-seconds", "1",
                        PREFIX + ".keys-refresh-seconds", "2",
                        PREFIX + ".keys-refresh-millis-min", "3",
                        PREFIX + ".keys-timeout-millis", "4",
                        PREFIX + ".token-cache-bytes-max", "5000",
                        PREFIX + ".token-cache-seconds-max", "6")))
                .isEqualTo(
                        new IdentitySettings(URI.create("http://issuer/keys"), "i", "a", "RS256", 1, 2, 3, 4, 5000, 6));
    }

    @ParameterizedTest
    @CsvSource({
        "jwks-uri,file:///etc/passwd",
        "issuer,' '",
        "audience,' '",
        "algorithm,HS256",
        "algorithm,none",
        "algorithm,''",
        "clock-skew-seconds,-1",
        "clock-skew-seconds,301",
        "keys-refresh-seconds,0",
        "keys-refresh-millis-min,0",
        "keys-timeout-millis,0",
        "token-cache-bytes-max,4095",
        "token-cache-seconds-max,0"
    })
    void rejects(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of(PREFIX + "." + key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PREFIX);
    }
}
