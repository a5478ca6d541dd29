package redpacket.gateway.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redpacket.gateway.SettingsBinding;

class ListenSettingsTest {
    private static final String PREFIX = "redpacket.gateway.listen";

    private static ListenSettings bind(Map<String, ?> values) {
        return SettingsBinding.bind(PREFIX, ListenSettings.class, values);
    }

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new ListenSettings(
                        10_000,
                        16_384,
                        2048,
                        128,
                        200,
                        30,
                        32,
                        60_000,
                        5000,
                        5000,
                        4000,
                        Runtime.getRuntime().availableProcessors()));
    }

    @Test
    void mapsEveryKey() {
        Map<String, String> values = new HashMap<>();
        String[] keys = {
            "connections-max", "header-bytes-max", "target-bytes-max", "streams-max", "resets-max",
            "reset-window-seconds", "pipeline-max", "idle-millis", "request-millis-max", "handshake-millis-max",
            "drain-millis-max", "event-loops"
        };
        String[] given = {"1", "8192", "256", "4", "5", "6", "7", "8", "9", "10", "11", "12"};
        for (int i = 0; i < keys.length; i++) {
            values.put(PREFIX + "." + keys[i], given[i]);
        }
        assertThat(bind(values)).isEqualTo(new ListenSettings(1, 8192, 256, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    }

    @ParameterizedTest
    @CsvSource({
        "connections-max,0",
        "header-bytes-max,8191",
        "target-bytes-max,255",
        "streams-max,0",
        "streams-max,257",
        "resets-max,0",
        "reset-window-seconds,0",
        "pipeline-max,0",
        "idle-millis,0",
        "request-millis-max,0",
        "handshake-millis-max,0",
        "drain-millis-max,0",
        "event-loops,-1"
    })
    void rejects(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of(PREFIX + "." + key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PREFIX);
    }
}
