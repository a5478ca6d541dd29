package redpacket.gateway.fastpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.gateway.SettingsBinding;

class FastPathSettingsTest {
    private static final String PREFIX = "redpacket.gateway.fast-path";

    @Test
    void hasDefaults() {
        assertThat(SettingsBinding.bind(PREFIX, FastPathSettings.class, Map.of()))
                .isEqualTo(new FastPathSettings(true, 5000, 65_536, 32, 5000));
    }

    @Test
    void takesEveryKey() {
        Map<String, Object> given = Map.of(
                PREFIX + ".on", false,
                PREFIX + ".discard-millis-max", 1,
                PREFIX + ".discard-bytes-max", 2,
                PREFIX + ".held-max", 3,
                PREFIX + ".take-millis-max", 4);
        assertThat(SettingsBinding.bind(PREFIX, FastPathSettings.class, given))
                .isEqualTo(new FastPathSettings(false, 1, 2, 3, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"discard-millis-max", "discard-bytes-max", "held-max", "take-millis-max"})
    void refusesWhatCannotWork(String key) {
        assertThatThrownBy(() -> SettingsBinding.bind(PREFIX, FastPathSettings.class, Map.of(PREFIX + "." + key, 0)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PREFIX);
    }
}
