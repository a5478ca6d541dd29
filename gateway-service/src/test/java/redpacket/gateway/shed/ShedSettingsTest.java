package redpacket.gateway.shed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import redpacket.gateway.SettingsBinding;

class ShedSettingsTest {
    private static ShedSettings bind(Map<String, ?> values) {
        return SettingsBinding.bind(ShedDefaults.PREFIX, ShedSettings.class, values);
    }

    static Stream<String> keys() {
        return Arrays.stream(ShedSettings.class.getRecordComponents())
                .filter(component -> component.getType() != boolean.class)
                .map(component -> ShedDefaults.PREFIX + "."
                        + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void hasDagorsTargetByDefault() {
        assertThat(bind(Map.of()))
                .isEqualTo(new ShedSettings(
                        20, 250, 50, 2, 2, 60, 1000, 2000, 20, 64, 512, 1536, 1000, 700, 500, 5, 10, 2048, 500, 1000,
                        1024, false));
    }

    @Test
    void mapsEveryKey() {
        Map<String, Object> values = new HashMap<>();
        keys().forEach(key -> values.put(key, values.size() + 1));
        values.put(ShedDefaults.PREFIX + ".one-machine", true);
        assertThat(bind(values))
                .isEqualTo(new ShedSettings(
                        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, true));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void rejectsZeroForEveryKey(String key) {
        rejects(key, "0");
    }

    @ParameterizedTest
    @CsvSource({
        "limit-start,63",
        "limit-max,511",
        "late-percent-max,101",
        "refused-percent-max,101",
        "open-late-percent-max,101",
        "open-millis-target,0"
    })
    void rejectsInvalidValues(String key, String value) {
        rejects(ShedDefaults.PREFIX + "." + key, value);
    }

    private static void rejects(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of(key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(ShedDefaults.PREFIX);
    }
}
