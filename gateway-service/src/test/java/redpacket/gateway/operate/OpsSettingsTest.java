package redpacket.gateway.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import redpacket.gateway.SettingsBinding;

class OpsSettingsTest {
    @Test
    void mapsThePort() {
        assertThat(SettingsBinding.bind(
                        "redpacket.gateway", OpsSettings.class, Map.of("redpacket.gateway.ops-port", "9443")))
                .isEqualTo(new OpsSettings(9443));
    }

    @Test
    void rejectsWhatIsNoPort() {
        assertThatThrownBy(() -> new OpsSettings(65_536)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OpsSettings(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
