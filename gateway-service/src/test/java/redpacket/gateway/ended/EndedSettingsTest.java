package redpacket.gateway.ended;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.gateway.SettingsBinding;

class EndedSettingsTest {
    private static final String PREFIX = "redpacket.gateway.ended";

    @Test
    void hasDefaults() {
        assertThat(SettingsBinding.bind(PREFIX, EndedSettings.class, Map.of()))
                .isEqualTo(new EndedSettings(1_000_000, 600, 32, 1000));
    }

    @Test
    void mapsEveryKey() {
        assertThat(SettingsBinding.bind(
                        PREFIX,
                        EndedSettings.class,
                        Map.of(
                                PREFIX + ".numbers-max", "1",
                                PREFIX + ".remember-seconds", "2",
                                PREFIX + ".fetches-max", "3",
                                PREFIX + ".fetch-again-millis", "4")))
                .isEqualTo(new EndedSettings(1, 2, 3, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"numbers-max", "remember-seconds", "fetches-max", "fetch-again-millis"})
    void rejectsZero(String key) {
        assertThatThrownBy(() -> SettingsBinding.bind(PREFIX, EndedSettings.class, Map.of(PREFIX + "." + key, "0")))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class);
    }
}
