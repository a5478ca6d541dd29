package redpacket.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.gateway.SettingsBinding;

class OwnerRpcSettingsTest {
    private static final String PREFIX = "redpacket.gateway.owner-rpc";

    @Test
    void hasDefaults() {
        assertThat(SettingsBinding.bind(PREFIX, OwnerRpcSettings.class, Map.of()))
                .isEqualTo(new OwnerRpcSettings(true, 2048, 500, 50));
    }

    @Test
    void takesEveryKey() {
        Map<String, Object> given = Map.of(
                PREFIX + ".on", false,
                PREFIX + ".calls-max", 1,
                PREFIX + ".connect-timeout-millis", 2,
                PREFIX + ".sweep-every-millis", 3);
        assertThat(SettingsBinding.bind(PREFIX, OwnerRpcSettings.class, given))
                .isEqualTo(new OwnerRpcSettings(false, 1, 2, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls-max", "connect-timeout-millis", "sweep-every-millis"})
    void refusesWhatCannotWork(String key) {
        assertThatThrownBy(() -> SettingsBinding.bind(PREFIX, OwnerRpcSettings.class, Map.of(PREFIX + "." + key, 0)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PREFIX);
    }
}
