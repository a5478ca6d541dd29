package redpacket.gateway.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.gateway.SettingsBinding;

class HeadSettingsTest {
    private static final String PREFIX = "redpacket.gateway.head";

    @Test
    void hasDefaults() {
        assertThat(SettingsBinding.bind(PREFIX, HeadSettings.class, Map.of()))
                .isEqualTo(new HeadSettings(true, 5000, 65_536, 32, 5000, 4000));
    }

    @Test
    void takesEveryKey() {
        Map<String, Object> given = Map.of(
                PREFIX + ".on", false,
                PREFIX + ".discard-millis-max", 1,
                PREFIX + ".discard-bytes-max", 2,
                PREFIX + ".held-max", 3,
                PREFIX + ".take-millis-max", 4,
                PREFIX + ".drain-millis-max", 5);
        assertThat(SettingsBinding.bind(PREFIX, HeadSettings.class, given))
                .isEqualTo(new HeadSettings(false, 1, 2, 3, 4, 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"discard-millis-max", "discard-bytes-max", "held-max", "take-millis-max", "drain-millis-max"})
    void refusesWhatCannotWork(String key) {
        assertThatThrownBy(() -> SettingsBinding.bind(PREFIX, HeadSettings.class, Map.of(PREFIX + "." + key, 0)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PREFIX);
    }
}
