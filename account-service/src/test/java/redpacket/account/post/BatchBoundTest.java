package redpacket.account.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BatchBoundTest {
    private static final long MILLI = 1_000_000;

    private final BatchBound bound = new BatchBound(new LedgerSettings(
            4_096,
            512,
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            Duration.ofMillis(20),
            Duration.ofMillis(500),
            5,
            1_000,
            ZoneOffset.UTC));

    @Test
    void aTransactionThatTookTooLongIsFollowedByHalfOfIt() {
        bound.committed(400, 101 * MILLI);
        assertThat(bound.commands()).isEqualTo(200);
        bound.committed(200, 100 * MILLI);
        assertThat(bound.commands()).isEqualTo(400);
    }

    @Test
    void oneThatWasNotFullSaysNothingOfAFullOne() {
        bound.committed(400, 101 * MILLI);
        bound.committed(199, MILLI);
        assertThat(bound.commands()).isEqualTo(200);
    }

    @Test
    void staysBetweenItsEnds() {
        for (int i = 0; i < 20; i++) {
            bound.committed(bound.commands(), 200 * MILLI);
        }
        assertThat(bound.commands()).isEqualTo(32);
        for (int i = 0; i < 20; i++) {
            bound.committed(bound.commands(), MILLI);
        }
        assertThat(bound.commands()).isEqualTo(512);
    }
}
