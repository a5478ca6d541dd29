package redpacket.notification.hear;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HearSettingsTest {
    private final HearSettings settings = new HearSettings(
            1,
            100,
            Duration.ofMillis(500),
            300,
            Duration.ofMillis(250),
            Duration.ofMillis(200),
            Duration.ofSeconds(10));

    @Test
    void theRestIsSomeTimesTheTransactionAndHasABound() {
        assertThat(settings.restAfter(Duration.ofMillis(10), 1)).isEqualTo(Duration.ofMillis(30));
        assertThat(settings.restAfter(Duration.ofMillis(90), 99)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void whoIsBehindDoesNotRest() {
        assertThat(settings.restAfter(Duration.ofMillis(90), 100)).isZero();
    }
}
