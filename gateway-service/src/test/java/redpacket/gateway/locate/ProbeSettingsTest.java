package redpacket.gateway.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.gateway.SettingsBinding;

class ProbeSettingsTest {
    private static final String PREFIX = "redpacket.gateway.probe";

    private static ProbeSettings bind(Map<String, ?> values) {
        return SettingsBinding.bind(PREFIX, ProbeSettings.class, values);
    }

    @Test
    void hasDefaultsAndMapsEveryKey() {
        assertThat(bind(Map.of())).isEqualTo(new ProbeSettings(250, 750, 2, 500));
        assertThat(bind(Map.of(
                        PREFIX + ".every-millis",
                        1,
                        PREFIX + ".timeout-millis",
                        2,
                        PREFIX + ".failures-max",
                        3,
                        PREFIX + ".silent-millis-max",
                        4)))
                .isEqualTo(new ProbeSettings(1, 2, 3, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"every-millis", "timeout-millis", "failures-max", "silent-millis-max"})
    void rejectsZero(String key) {
        assertThatThrownBy(() -> bind(Map.of(PREFIX + "." + key, 0)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PREFIX);
    }
}
