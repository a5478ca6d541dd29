package redpacket.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.gateway.SettingsBinding;

class StreamSettingsTest {
    private static final String PREFIX = "redpacket.gateway.stream";

    private static StreamSettings bind(Map<String, ?> values) {
        return SettingsBinding.bind(PREFIX, StreamSettings.class, values);
    }

    @Test
    void hasDefaultsAndMapsEveryKey() {
        assertThat(bind(Map.of())).isEqualTo(new StreamSettings(4096, 45_000, 5_000));
        assertThat(bind(Map.of(
                        PREFIX + ".streams-max", 3, PREFIX + ".idle-millis-max", 4, PREFIX + ".bye-retry-millis", 5)))
                .isEqualTo(new StreamSettings(3, 4, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"streams-max", "idle-millis-max", "bye-retry-millis"})
    void rejectsZeroForEveryKey(String key) {
        assertThatThrownBy(() -> bind(Map.of(PREFIX + "." + key, "0")))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PREFIX);
    }
}
