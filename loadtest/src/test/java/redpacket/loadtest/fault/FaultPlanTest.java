package redpacket.loadtest.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static final List<String> SETS = List.of("set-1", "set-2");

    @Test
    void theSameSeedHasTheSamePlan() {
        for (String name : FaultPlan.names()) {
            FaultPlan plan = FaultPlan.of(name, 7, 2, SETS);
            assertThat(plan).isEqualTo(FaultPlan.of(name, 7, 2, SETS));
            assertThat(plan.faults()).isNotEmpty();
        }
        assertThat(FaultPlan.of("all", 7, 1, SETS)).isNotEqualTo(FaultPlan.of("all", 8, 1, SETS));
    }

    @Test
    void allStrikesEveryFaultOfEveryName() {
        List<String> all = names(FaultPlan.of("all", 3, 1, List.of("set-1")));
        for (String name : FaultPlan.names()) {
            assertThat(all).containsAll(names(FaultPlan.of(name, 5, 1, List.of("set-1"))));
        }
    }

    @Test
    void everyRoundStrikesAgain() {
        assertThat(FaultPlan.of("sets", 1, 3, SETS).faults())
                .hasSize(3 * FaultPlan.of("sets", 1, 1, SETS).faults().size());
    }

    @Test
    void aNameWithoutFaultsAndNoRoundsAreRefused() {
        assertThatThrownBy(() -> FaultPlan.of("nothing", 1, 1, SETS)).hasMessageContaining("nothing");
        assertThatThrownBy(() -> FaultPlan.of("sets", 1, 0, SETS)).hasMessageContaining("--rounds");
    }

    @Test
    void patienceMultipliesEveryBound() {
        Expectation twice = Expectation.ofSet("set-1", Duration.ofSeconds(10)).times(2);
        assertThat(twice.opensWithin("set-1")).isEqualTo(Duration.ofSeconds(20));
        assertThat(twice.opensWithin("set-2")).isEqualTo(Duration.ofSeconds(4));
        assertThat(Expectation.ofAll(Duration.ofSeconds(5), Duration.ofSeconds(1))
                        .opensWithin("set-2"))
                .isEqualTo(Duration.ofSeconds(5));
    }

    private static List<String> names(FaultPlan plan) {
        return plan.faults().stream().map(Fault::name).toList();
    }
}
