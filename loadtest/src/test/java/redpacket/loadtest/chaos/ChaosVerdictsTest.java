package redpacket.loadtest.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import redpacket.loadtest.proof.Journal;
import redpacket.loadtest.report.Verdict;

/** Each verdict of chaos can fail. */
class ChaosVerdictsTest {
    private static final ShakeVerdicts SOUND = new ShakeVerdicts(true, 100, 60, 40, 40, 60, 6, 6, List.of(), List.of());

    private static long broken(ShakeVerdicts verdicts) {
        return verdicts.list().stream().filter(verdict -> !verdict.holds()).count();
    }

    @Test
    void aSoundCampaignHolds() {
        assertThat(broken(SOUND)).isZero();
        // An answer was lost: more is opened and stored than users were told.
        assertThat(broken(new ShakeVerdicts(true, 100, 60, 40, 40, 50, 6, 5, List.of(), List.of())))
                .isZero();
    }

    @Test
    void eachFigureOfACampaignBreaksOneVerdict() {
        assertThat(List.of(
                        new ShakeVerdicts(false, 100, 60, 40, 40, 60, 6, 6, List.of(), List.of()),
                        new ShakeVerdicts(true, 101, 60, 40, 40, 60, 6, 6, List.of(), List.of()),
                        new ShakeVerdicts(true, 100, 60, 40, 40, 61, 6, 6, List.of(), List.of()),
                        new ShakeVerdicts(true, 100, 60, 40, 39, 60, 6, 6, List.of(), List.of()),
                        new ShakeVerdicts(true, 100, 60, 40, 40, 60, 5, 6, List.of(), List.of()),
                        new ShakeVerdicts(true, 100, 60, 40, 40, 60, 0, 0, List.of(), List.of()),
                        new ShakeVerdicts(true, 100, 60, 40, 40, 60, 6, 6, List.of("user 7 21"), List.of()),
                        new ShakeVerdicts(true, 100, 60, 40, 40, 60, 6, 6, List.of(), List.of("shake: 500"))))
                .allMatch(verdicts -> broken(verdicts) == 1);
    }

    @Test
    void aStackThatDoesNotDrainFails() {
        assertThat(Settlement.drained(true).holds()).isTrue();
        assertThat(Settlement.drained(false).holds()).isFalse();
    }

    @Test
    void aRunWithoutOpensProvesNothing() {
        Journal journal = new Journal();
        assertThat(Settlement.tested(journal)).extracting(Verdict::holds).isEqualTo(false);
        journal.sent("abc", 1);
        assertThat(Settlement.tested(journal).holds()).isFalse();
        journal.told("abc", 7, "OPENED", 1L);
        assertThat(Settlement.tested(journal).holds()).isTrue();
    }

    @Test
    void aPlanIsTheSameForTheSameSeedAndKillsEveryKind() {
        KillPlan plan = KillPlan.of(7, 180);
        assertThat(plan).isEqualTo(KillPlan.of(7, 180)).isNotEqualTo(KillPlan.of(8, 180));
        assertThat(plan.faults()).isSortedAccordingTo(java.util.Comparator.comparingInt(KillPlan.Kill::atMillis));
        assertThat(plan.victims())
                .contains("kafka")
                .anyMatch(victim -> victim.startsWith("set-1-db-"))
                .anyMatch(victim -> victim.startsWith("accounts-db-"))
                .anyMatch(victim -> victim.endsWith("-redis"));
    }

    @Test
    void theShortestPlanWorksAndAShorterOneIsRefused() {
        for (int seed = 0; seed < 100; seed++) {
            assertThat(KillPlan.of(seed, 20).faults()).isNotEmpty();
        }
        assertThatThrownBy(() -> KillPlan.of(1, 19)).hasMessageContaining("--seconds");
    }
}
