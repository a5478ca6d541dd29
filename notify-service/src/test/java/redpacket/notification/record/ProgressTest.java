package redpacket.notification.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Instant FIRST = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant SECOND = FIRST.plusSeconds(1);
    private static final Instant THIRD = FIRST.plusSeconds(2);

    private final Progress progress = new Progress();

    @Test
    void isUnknownUntilTheRecordsHaveGotSomewhere() {
        progress.look(FIRST, Map.of(0, 5L, 1, 3L), Map.of(0, 5L));
        assertThat(progress.asOf()).isEmpty();
    }

    @Test
    void isNowWhereNothingWaits() {
        progress.look(FIRST, Map.of(0, 5L, 1, 0L), Map.of(0, 5L));
        assertThat(progress.asOf()).contains(FIRST);
    }

    @Test
    void isTheLookWhoseEndHasBeenReachedHoweverMuchHasComeSince() {
        progress.look(FIRST, Map.of(0, 5L), Map.of(0, 1L));
        progress.look(SECOND, Map.of(0, 50L), Map.of(0, 4L));
        assertThat(progress.asOf()).isEmpty();
        progress.look(THIRD, Map.of(0, 70L), Map.of(0, 5L));
        assertThat(progress.asOf()).contains(FIRST);
    }

    @Test
    void standsStillWhileTheRecordsDo() {
        progress.look(FIRST, Map.of(0, 5L), Map.of(0, 5L));
        progress.look(SECOND, Map.of(0, 6L), Map.of(0, 5L));
        progress.look(THIRD, Map.of(0, 6L), Map.of(0, 5L));
        assertThat(progress.asOf()).contains(FIRST);
    }
}
