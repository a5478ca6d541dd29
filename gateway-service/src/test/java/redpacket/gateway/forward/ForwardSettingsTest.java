package redpacket.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redpacket.gateway.SettingsBinding;

class ForwardSettingsTest {
    private static final String PREFIX = "redpacket.gateway.forward";

    private static ForwardSettings bind(Map<String, ?> values) {
        return SettingsBinding.bind(PREFIX, ForwardSettings.class, values);
    }

    static Stream<String> keys() {
        return Arrays.stream(ForwardSettings.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> PREFIX + "." + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new ForwardSettings(
                        512, 1024, 500, 1536, 300, 3000, 2000, 30_000, 600_000, 1_048_576, 50, 10, 20, 1000, 10, 1000,
                        20, 200));
    }

    @Test
    void mapsEveryKey() {
        Map<String, Integer> values = new HashMap<>();
        keys().forEach(key -> values.put(key, values.size() + 1));
        assertThat(bind(values))
                .isEqualTo(new ForwardSettings(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void rejectsZeroForEveryKey(String key) {
        assertThatThrownBy(() -> bind(Map.of(key, "0")))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PREFIX);
    }

    @Test
    void rejectsMoreThanAHundredPercent() {
        assertThatThrownBy(() -> bind(Map.of(PREFIX + ".breaker-failure-percent", "101")))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class);
    }
}
