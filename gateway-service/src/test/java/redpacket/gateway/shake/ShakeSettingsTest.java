package redpacket.gateway.shake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redpacket.gateway.SettingsBinding;

class ShakeSettingsTest {
    private static final String PREFIX = "redpacket.gateway.shake";

    @Test
    void hasDefaults() {
        assertThat(SettingsBinding.bind(PREFIX, ShakeSettings.class, Map.of()))
                .isEqualTo(new ShakeSettings(500, 5_000, 500, 2_000, 2_000, 128, 200_000, 1 << 20));
    }

    @Test
    void mapsEveryKey() {
        Map<String, Integer> given = Map.of(
                PREFIX + ".next-millis", 1,
                PREFIX + ".away-next-millis", 2,
                PREFIX + ".poll-millis", 3,
                PREFIX + ".poll-timeout-millis", 4,
                PREFIX + ".win-timeout-millis", 5,
                PREFIX + ".wins-in-flight-max", 6,
                PREFIX + ".refusals-remembered-max", 7,
                PREFIX + ".poll-bytes-max", 8);
        assertThat(SettingsBinding.bind(PREFIX, ShakeSettings.class, given))
                .isEqualTo(new ShakeSettings(1, 2, 3, 4, 5, 6, 7, 8));
    }

    @ParameterizedTest
    @CsvSource({
        "next-millis, 0",
        "away-next-millis, 499",
        "poll-millis, 0",
        "poll-timeout-millis, 0",
        "win-timeout-millis, 0",
        "wins-in-flight-max, 0",
        "refusals-remembered-max, 0",
        "poll-bytes-max, 0"
    })
    void rejectsInvalidValues(String key, int value) {
        assertThatThrownBy(() -> SettingsBinding.bind(PREFIX, ShakeSettings.class, Map.of(PREFIX + "." + key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PREFIX);
    }
}
