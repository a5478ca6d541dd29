package redpacket.account.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import redpacket.account.reconcile.ReconcileSettings.Window;

class ReconcileSettingsTest {
    @Test
    void aWindowIsAnAgeAndAPause() {
        assertThat(Window.parse("10m/2s")).isEqualTo(new Window("10m", Duration.ofMinutes(10), Duration.ofSeconds(2)));
        assertThat(Window.parse("0/15s")).isEqualTo(new Window("all", Duration.ZERO, Duration.ofSeconds(15)));
    }

    @Test
    void aRoundIsFollowedByAPauseThatGrowsWithItBetweenTwoBounds() {
        ReconcileSettings settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("redpacket.account.reconcile", ReconcileSettings.class);
        assertThat(settings.restAfter(Duration.ofMillis(30))).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.restAfter(Duration.ofMillis(500))).isEqualTo(Duration.ofMillis(4_500));
        assertThat(settings.restAfter(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aWindowWithoutAPauseIsRefused() {
        assertThatThrownBy(() -> Window.parse("10m"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10m/2s");
    }
}
