package redpacket.gateway.shed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShedderTest {
    private static final long WINDOW = ShedDefaults.SETTINGS.window().toNanos();
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int CALLS = 800;

    private final Shedder shedder = new Shedder(ShedDefaults.SETTINGS, Scopes.RANKS, 0);
    private long now;

    /** Many calls that waited for nothing, none of which is answered. */
    private void window() {
        for (int i = 0; i < CALLS; i++) {
            var unused = shedder.admit(i % Scopes.RANKS, now);
            shedder.waited(0);
        }
        now += WINDOW + 1;
        shedder.roll(now);
    }

    @Test
    void aFewLateLoopsAreSeenAmongManyCallsThatDidNotWait() {
        for (int i = 0; i < 3; i++) {
            shedder.lagged(LONG);
            window();
        }
        assertThat(shedder.isOpen()).isFalse();
        assertThat(shedder.averageWaitNanos()).isEqualTo((double) LONG);
    }

    @Test
    void aLoopThatStandsStillIsSeenBeforeItRuns() {
        shedder.watch(at -> LONG);
        for (int i = 0; i < 3; i++) {
            window();
        }
        assertThat(shedder.isOpen()).isFalse();
    }

    @Test
    void allAreLetInWhereNothingWaits() {
        for (int i = 0; i < 3; i++) {
            window();
        }
        assertThat(shedder.isOpen()).isTrue();
    }
}
