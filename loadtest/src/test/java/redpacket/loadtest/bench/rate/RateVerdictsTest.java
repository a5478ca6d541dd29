package redpacket.loadtest.bench.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import redpacket.loadtest.load.WalletLag.Credit;

class RateVerdictsTest {
    @Test
    void theHighestRateThatHoldsIsFound() throws Exception {
        OptionalInt rate = RateSearch.highest((perSecond, seconds) -> perSecond <= 1_000, 10, 60);
        assertThat(rate.orElseThrow()).isBetween(800, 1_000);
    }

    @Test
    void aRateThatHoldsForAShortTimeAloneIsNotSustained() throws Exception {
        OptionalInt rate =
                RateSearch.highest((perSecond, seconds) -> perSecond <= (seconds == 10 ? 1_000 : 300), 10, 60);
        assertThat(rate.orElseThrow()).isBetween(200, 300);
    }

    @Test
    void aSystemThatHoldsNothingSustainsNothing() throws Exception {
        OptionalInt rate = RateSearch.highest((perSecond, seconds) -> false, 10, 60);
        assertThat(rate).isEmpty();
        assertThat(SustainBench.verdict(rate, 60).holds()).isFalse();
        assertThat(SustainBench.verdict(OptionalInt.of(1), 60).holds()).isTrue();
    }

    @Test
    void opensAndCreditsMustBothBeInTime() {
        assertThat(SustainBench.isInTime(1_000, 1_000)).isTrue();
        assertThat(SustainBench.isInTime(1_001, 1)).isFalse();
        assertThat(SustainBench.isInTime(1, 1_001)).isFalse();
    }

    @Test
    void aMissingCreditBreaksTheVerdictOfLag() {
        assertThat(LagBench.verdict(100, 100).holds()).isTrue();
        assertThat(LagBench.verdict(100, 99).holds()).isFalse();
        assertThat(LagBench.verdict(100, 101).holds()).isFalse();
    }

    @Test
    void recoveryEndsWithTheLastLateCredit() {
        List<Credit> credits = List.of(new Credit(1_000, 9_000), new Credit(11_500, 1_000), new Credit(20_000, 999));
        assertThat(LagBench.secondsUntilRecovered(credits, 10_000)).isEqualTo(2.5);
        assertThat(LagBench.secondsUntilRecovered(List.of(), 10_000)).isZero();
    }
}
