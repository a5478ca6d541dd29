package redpacket.loadtest.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redpacket.loadtest.chaos.CallStatistics.CallClass;
import redpacket.loadtest.fault.Expectation;
import redpacket.loadtest.report.Verdict;

/** Each verdict about a fault can fail. */
class FaultOutcomeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Expectation REFUSING = Expectation.refusing("set-1", Duration.ofSeconds(15));

    private static List<String> broken(
            Map<CallClass, Duration> gaps,
            long opened,
            @Nullable Duration shown,
            @Nullable Duration replica,
            @Nullable Duration recovered) {
        return new FaultOutcome("a fault", REFUSING, gaps, opened, shown, "set-1-db-1", replica, recovered)
                .verdicts().stream()
                        .filter(verdict -> !verdict.holds())
                        .map(Verdict::rule)
                        .toList();
    }

    private static List<String> brokenBy(String set, String call, int seconds) {
        return broken(Map.of(new CallClass(set, call), Duration.ofSeconds(seconds)), 0, SECOND, SECOND, SECOND);
    }

    @Test
    void aFaultWithinItsBoundsHolds() {
        assertThat(brokenBy("set-1", "open", 15)).isEmpty();
        assertThat(brokenBy("set-1", "grab", 2)).isEmpty();
        assertThat(brokenBy("set-2", "open", 2)).isEmpty();
        assertThat(brokenBy(CallStatistics.ANY_SET, "send", 2)).isEmpty();
        assertThat(brokenBy(CallStatistics.ANY_SET, "wallet", 100)).isEmpty();
    }

    @Test
    void eachClassOfCallHasABoundForEachSet() {
        assertThat(brokenBy("set-1", "open", 16)).containsExactly("bounds");
        assertThat(brokenBy("set-1", "grab", 3)).containsExactly("bounds");
        assertThat(brokenBy("set-2", "open", 3)).containsExactly("bounds");
        assertThat(brokenBy(CallStatistics.ANY_SET, "send", 3)).containsExactly("bounds");
    }

    @Test
    void anOpenOnOneCopyBreaksTheVerdictOnCopies() {
        assertThat(broken(Map.of(), 1, SECOND, SECOND, SECOND)).containsExactly("copies");
    }

    @Test
    void aSilentFaultBreaksTheVerdictOnStatus() {
        assertThat(broken(Map.of(), 0, null, SECOND, SECOND)).containsExactly("status");
        assertThat(broken(Map.of(), 0, Duration.ofSeconds(31), SECOND, SECOND)).containsExactly("status");
    }

    @Test
    void aPrimaryThatStaysAwayBreaksTheVerdictOnItsReturn() {
        assertThat(broken(Map.of(), 0, SECOND, null, SECOND)).containsExactly("rejoin");
        assertThat(broken(Map.of(), 0, SECOND, Duration.ofSeconds(61), SECOND)).containsExactly("rejoin");
    }

    @Test
    void aStackThatDoesNotRecoverBreaksTheVerdictOnRecovery() {
        assertThat(broken(Map.of(), 0, SECOND, SECOND, null)).containsExactly("recovery");
    }
}
