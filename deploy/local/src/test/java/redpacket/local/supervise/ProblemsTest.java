package redpacket.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redpacket.local.api.Readings;
import redpacket.local.supervise.Problems.Problem;

class ProblemsTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** A clock that the test moves. */
    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            InstantSource source = () -> now;
            return source.instant();
        }
    }

    @Test
    void aProblemSaysSinceWhenAndWhatToDoUntilItIsGone() {
        Problems problems = new Problems(new TestClock());
        problems.found("a", List.of(new Problem("x", "x hangs", "kill it")));
        now = now.plusSeconds(9);
        problems.found("a", List.of(new Problem("x", "x still hangs", "kill it"), new Problem("y", "y", "wait")));
        problems.found("b", List.of());
        assertThat(problems.lines())
                .containsExactly(
                        "now: x still hangs (since 2026-01-01T00:00:00Z). Do: kill it",
                        "now: y (since 2026-01-01T00:00:09Z). Do: wait");
        problems.found("a", List.of());
        assertThat(problems.lines()).isEmpty();
        problems.found("a", List.of(new Problem("x", "x hangs", "kill it")));
        assertThat(problems.lines()).containsExactly("now: x hangs (since 2026-01-01T00:00:09Z). Do: kill it");
    }

    private static List<String> found(String before, String after) {
        return MetricProblems.of(new Readings(Map.of("a", before)), new Readings(Map.of("a", after))).stream()
                .map(Problem::what)
                .toList();
    }

    @Test
    void metricsInOrderAreNoProblem() {
        String metrics = """
                redpacket_database_accepting{group="set-1"} 1.0
                redpacket_database_semi_sync{group="set-1"} 1.0
                redpacket_set_state{set="set-1"} 0.0
                redpacket_breaker_open{of="redis"} 0.0
                redpacket_outbox_oldest_millis{outbox="set-1"} 9000.0
                redpacket_outbox_blocked{outbox="set-1"} 0.0
                redpacket_lane_clock_off_millis{set="set-1"} -999.0
                redpacket_ledger_leading{shard="1"} 1.0
                redpacket_dead_letters_total 0.0
                redpacket_ledger_credits_behind_records 5.0
                redpacket_ledger_credits_total 5.0
                redpacket_funds_gap_fen 3.0
                redpacket_reconciliation_unexplained 0.0
                """;
        assertThat(found("", "")).isEmpty();
        assertThat(found(metrics.replace("total 5", "total 4").replace("fen 3", "fen 4"), metrics))
                .isEmpty();
    }

    @Test
    void eachMetricOutOfOrderIsOneProblem() {
        for (String metric : List.of(
                "redpacket_database_accepting{group=\"set-1\"} 0.0",
                "redpacket_database_semi_sync{group=\"set-1\"} 0.0",
                "redpacket_set_state{set=\"set-1\"} 1.0",
                "redpacket_breaker_open{of=\"redis\"} 1.0",
                "redpacket_outbox_oldest_millis{outbox=\"set-1\"} 10001.0",
                "redpacket_outbox_blocked{outbox=\"set-1\"} 1.0",
                "redpacket_lane_clock_off_millis{set=\"set-1\"} -90000.0",
                "redpacket_ledger_leading{shard=\"1\"} 0.0",
                "redpacket_ledger_leading{shard=\"1\"} 2.0",
                "redpacket_dead_letters_total{topic=\"t\"} 1.0",
                "redpacket_ledger_credits_behind_records 5.0",
                "redpacket_funds_gap_fen 3.0",
                "redpacket_reconciliation_unexplained 1.0")) {
            assertThat(found(metric, metric)).as(metric).hasSize(1);
        }
    }

    @Test
    void aConditionOfAGroupNamesTheNextStep() {
        assertThat(StackWatch.todo("set-1: set-1-db-2 is down")).contains("./redpacket start");
        assertThat(StackWatch.todo("set-1: no primary; waits for set-1-db-2 to answer"))
                .contains("CommitsHang");
        assertThat(StackWatch.todo("set-1: no replica follows set-1-db-1, so every write is refused"))
                .contains("replica");
        assertThat(StackWatch.todo("set-1: set-1-db-1 leads and does not answer"))
                .contains("10 s");
        assertThat(StackWatch.todo("set-1: another")).contains("Copies");
    }
}
