package redpacket.common.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LingerTest {
    @Test
    void aFullBatchIsFollowedByTheNextAtOnce() {
        Linger linger = new Linger(Duration.ofSeconds(10));
        // An interrupt would end the pause and stay set; it is only seen by a pause.
        linger.after(true);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aPartBatchIsFollowedByThePause() {
        long begun = System.nanoTime();
        new Linger(Duration.ofMillis(20)).after(false);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void anInterruptEndsThePauseAndIsKept() {
        Thread.currentThread().interrupt();
        new Linger(Duration.ofSeconds(10)).after(false);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void refusesAPauseThatIsNegativeOrTooLong() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Linger(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Linger(Duration.ofSeconds(11)));
    }
}
