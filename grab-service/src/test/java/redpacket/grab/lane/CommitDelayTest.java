package redpacket.grab.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LanePaceTest {
    private static final long MILLI = 1_000_000;
    private static final LaneSettings SETTINGS = new LaneSettings(
            1,
            100,
            16,
            300,
            Duration.ofMillis(20),
            100,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            5,
            1_000,
            500);

    private final LanePace pace = new LanePace(SETTINGS, 0);

    @Test
    void aLaneThatHasCommittedNothingGoesAtOnce() {
        assertThat(pace.leftNanos(1)).isNegative();
    }

    @Test
    void restsAsLongAsTheCommitTookForEachRequestBeyondTheFirstAndThreeTimesAtTheMost() {
        assertThat(restAfter(1)).isZero();
        assertThat(restAfter(2)).isEqualTo(2 * MILLI);
        assertThat(restAfter(3)).isEqualTo(4 * MILLI);
        assertThat(restAfter(4)).isEqualTo(6 * MILLI);
        assertThat(restAfter(500)).isEqualTo(6 * MILLI);
    }

    @Test
    void theRestPasses() {
        assertThat(pace.committed(9, MILLI, 3 * MILLI)).isEqualTo(2 * MILLI);
        assertThat(pace.leftNanos(8 * MILLI)).isEqualTo(MILLI);
        assertThat(pace.leftNanos(9 * MILLI)).isZero();
    }

    @Test
    void aSlowCommitIsFollowedByTheLongestRestAndNoMore() {
        assertThat(pace.committed(4, 0, 500 * MILLI)).isEqualTo(500 * MILLI);
        assertThat(pace.leftNanos(500 * MILLI)).isEqualTo(20 * MILLI);
    }

    private long restAfter(int requests) {
        assertThat(pace.committed(requests, MILLI, 3 * MILLI)).isEqualTo(2 * MILLI);
        return pace.leftNanos(3 * MILLI);
    }
}
