package redpacket.grab.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitDelayTest {
    private static final long MILLI = 1_000_000;
    private static final LaneSettings SETTINGS = TestLanes.settings("linger-percent", "300", "linger-max", "20ms");

    private final CommitDelay delay = new CommitDelay(SETTINGS, 0);

    @Test
    void beforeTheFirstCommitThereIsNoLinger() {
        assertThat(delay.remainingNanos(1)).isNegative();
    }

    @Test
    void lingersForTheTimeOfTheCommitForEachRequestBeyondTheFirstUpToThreeTimes() {
        assertThat(lingerAfter(1)).isZero();
        assertThat(lingerAfter(2)).isEqualTo(2 * MILLI);
        assertThat(lingerAfter(3)).isEqualTo(4 * MILLI);
        assertThat(lingerAfter(4)).isEqualTo(6 * MILLI);
        assertThat(lingerAfter(500)).isEqualTo(6 * MILLI);
    }

    @Test
    void theLingerPasses() {
        assertThat(delay.committed(9, MILLI, 3 * MILLI)).isEqualTo(2 * MILLI);
        assertThat(delay.remainingNanos(8 * MILLI)).isEqualTo(MILLI);
        assertThat(delay.remainingNanos(9 * MILLI)).isZero();
    }

    @Test
    void aSlowCommitIsFollowedByTheLongestLinger() {
        assertThat(delay.committed(4, 0, 500 * MILLI)).isEqualTo(500 * MILLI);
        assertThat(delay.remainingNanos(500 * MILLI)).isEqualTo(20 * MILLI);
    }

    private long lingerAfter(int requests) {
        assertThat(delay.committed(requests, MILLI, 3 * MILLI)).isEqualTo(2 * MILLI);
        return delay.remainingNanos(3 * MILLI);
    }
}
