package redpacket.gateway.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redpacket.gateway.SettingsBinding;

class AdmitSettingsTest {
    private static final String PREFIX = "redpacket.gateway.admit";

    @Test
    void hasTheContractsLimitsByDefault() {
        assertThat(SettingsBinding.bind(PREFIX, AdmitSettings.class, Map.of()))
                .isEqualTo(new AdmitSettings(50, 200, 200_000, 8192, 65_536, 33_554_432));
    }

    @Test
    void mapsEveryKey() {
        assertThat(SettingsBinding.bind(
                        PREFIX,
                        AdmitSettings.class,
                        Map.of(
                                PREFIX + ".requests-per-second", "1",
                                PREFIX + ".burst", "2",
                                PREFIX + ".users-remembered-max", "3",
                                PREFIX + ".requests-in-flight-max", "4",
                                PREFIX + ".body-bytes-max", "5",
                                PREFIX + ".body-bytes-in-flight-max", "6")))
                .isEqualTo(new AdmitSettings(1, 2, 3, 4, 5, 6));
    }

    @ParameterizedTest
    @CsvSource({
        "requests-per-second,0",
        "requests-per-second,1000000001",
        "burst,0",
        "users-remembered-max,0",
        "requests-in-flight-max,0",
        "body-bytes-max,0",
        "body-bytes-in-flight-max,65535"
    })
    void rejects(String key, String value) {
        assertThatThrownBy(() -> SettingsBinding.bind(PREFIX, AdmitSettings.class, Map.of(PREFIX + "." + key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PREFIX);
    }
}
