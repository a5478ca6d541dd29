package redpacket.loadtest.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redpacket.loadtest.chaos.CallStatistics.CallClass;
import redpacket.loadtest.chaos.CallStatistics.Ended;
import redpacket.loadtest.proof.Journal.Ending;

class CallStatisticsTest {
    private static final CallClass OPENS = new CallClass("set-1", "open");
    private static final long SECOND = 1_000_000_000L;

    private final CallStatistics statistics = new CallStatistics();

    private void ended(int second, Ending ending) {
        statistics.add(OPENS, new Ended((second - 1) * SECOND, second * SECOND, ending, "200 OPENED"));
    }

    @Test
    void theLongestGapIsBetweenAnswersAndNotRefusals() {
        ended(1, Ending.OK);
        ended(3, Ending.FAILED);
        ended(5, Ending.UNKNOWN);
        ended(8, Ending.OK);
        ended(9, Ending.OK);
        assertThat(statistics.gap(OPENS, 0, 10 * SECOND).length()).isEqualTo(Duration.ofSeconds(7));
        assertThat(statistics.gap(OPENS, 0, 10 * SECOND).backAfter()).isEqualTo(Duration.ofSeconds(8));
        assertThat(statistics.endings(OPENS, 0, 10 * SECOND))
                .isEqualTo(Map.of(Ending.OK, 3L, Ending.FAILED, 1L, Ending.UNKNOWN, 1L));
    }

    @Test
    void aClassThatIsNeverAnsweredAgainHasAGapToTheEnd() {
        ended(1, Ending.OK);
        assertThat(statistics.gap(OPENS, 0, 60 * SECOND).length()).isEqualTo(Duration.ofSeconds(59));
        assertThat(statistics.gap(OPENS, 0, 60 * SECOND).backAfter()).isEqualTo(Duration.ofSeconds(60));
        assertThat(statistics.gap(new CallClass("set-2", "open"), 0, SECOND).length())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void onlyCallsThatBeganInTheIntervalAreCounted() {
        ended(4, Ending.OK);
        ended(6, Ending.OK);
        assertThat(statistics.count(OPENS, "200 OPENED", 4 * SECOND, 10 * SECOND))
                .isEqualTo(1);
        assertThat(statistics.count(OPENS, "200 EMPTY", 0, 10 * SECOND)).isZero();
    }

    @Test
    void aPacketNamesItsSet() {
        byte[] id = new byte[18];
        id[1] = 2;
        assertThat(Matrix.setOf(java.util.Base64.getUrlEncoder().encodeToString(id)))
                .isEqualTo("set-2");
    }
}
