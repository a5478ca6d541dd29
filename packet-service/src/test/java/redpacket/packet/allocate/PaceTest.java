package redpacket.packet.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void spreadsPrizesEvenlyOverTheWindow() {
        Pace pace = new Pace(START, START.plusSeconds(100), 0, 50);

        assertThat(pace.dueBy(START.minusMillis(1))).isZero();
        assertThat(pace.dueBy(START)).isEqualTo(1);
        assertThat(pace.dueBy(START.plusMillis(1_999))).isEqualTo(1);
        assertThat(pace.dueBy(START.plusSeconds(2))).isEqualTo(2);
        assertThat(pace.dueBy(START.plusSeconds(50))).isEqualTo(26);
        assertThat(pace.dueBy(START.plusSeconds(99))).isEqualTo(50);
        assertThat(pace.dueBy(START.plusSeconds(1_000))).isEqualTo(50);
    }

    @Test
    void spreadsTheRestAfterAPauseAndWhatCameBackIsDueAtOnce() {
        Pace pace = new Pace(START, START.plusSeconds(10), 40, 50);

        assertThat(pace.dueAt(3)).isEqualTo(START);
        assertThat(pace.dueBy(START.minusMillis(1))).isEqualTo(40);
        assertThat(pace.dueAt(45)).isEqualTo(START.plusSeconds(5));
        assertThat(pace.dueBy(START.plusSeconds(5))).isEqualTo(46);
    }

    @Test
    void whatIsDueByATimeIsWhatHasItsTimeBefore() {
        Pace pace = new Pace(START, START.plusMillis(12_345), 7, 1_003);
        for (int millis = 0; millis < 12_345; millis += 7) {
            Instant at = START.plusMillis(millis);
            int due = pace.dueBy(at);
            assertThat(pace.dueAt(due - 1)).isBeforeOrEqualTo(at);
        }
    }
}
