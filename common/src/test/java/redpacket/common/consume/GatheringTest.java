package redpacket.common.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private final Gathering gathering = new Gathering(300, Duration.ofMillis(250));

    @Test
    void theRestIsSomeTimesTheBatchAndHasABound() {
        assertThat(gathering.after(Duration.ofMillis(10), false)).isEqualTo(Duration.ofMillis(30));
        assertThat(gathering.after(Duration.ofMillis(90), false)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void whoTakesLongerThanTheBoundRestsAsLongAsThat() {
        assertThat(gathering.after(Duration.ofMillis(400), false)).isEqualTo(Duration.ofMillis(400));
        assertThat(gathering.after(Duration.ofMinutes(5), false)).isEqualTo(Duration.ofSeconds(10));
        assertThat(new Gathering(50, Duration.ofMillis(250)).after(Duration.ofMillis(800), false))
                .isEqualTo(Duration.ofMillis(400));
        assertThat(new Gathering(0, Duration.ofMillis(250)).after(Duration.ofMillis(800), false))
                .isZero();
    }

    @Test
    void whoIsBehindDoesNotRest() {
        assertThat(gathering.after(Duration.ofMillis(90), true)).isZero();
    }

    @Test
    void whoIsStoppedRestsNoLonger() {
        Thread.currentThread().interrupt();
        new Gathering(100, Duration.ofHours(1))
                .rest(System.nanoTime() - Duration.ofHours(1).toNanos(), false);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void refusesARestOfLessThanNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Gathering(-1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Gathering(0, Duration.ofMillis(-1)));
    }
}
