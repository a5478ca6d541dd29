package redpacket.loadtest.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redpacket.loadtest.load.ApiClients.Reply;
import redpacket.loadtest.report.Verdict;

class OverloadVerdictsTest {
    private static final Reply OK = new Reply(200, "");

    private static long broken(List<Verdict> verdicts) {
        return verdicts.stream().filter(verdict -> !verdict.holds()).count();
    }

    /** So many opens in each second, of which some are useful. */
    private static Tally tally(int seconds, int offered, int useful) {
        Tally tally = new Tally(seconds);
        for (int second = 0; second < seconds; second++) {
            opens(tally, second, offered, useful);
        }
        return tally;
    }

    private static void opens(Tally tally, int second, int offered, int useful) {
        for (int i = 0; i < offered; i++) {
            tally.offered(Mix.Kind.OPEN, second, 0);
            tally.answered(Mix.Kind.OPEN, second, OK, i < useful ? 1_000 : Tally.USEFUL_MICROS + 1);
        }
    }

    @Test
    void eachClaimOfOverloadCanFail() {
        assertThat(broken(new OverloadVerdicts("x", 1_000, 5_000, 1_200, 5).list(10)))
                .isZero();
        assertThat(broken(new OverloadVerdicts("x", 900, 5_000, 1_200, 5).list(10)))
                .isEqualTo(1);
        assertThat(broken(new OverloadVerdicts("x", 1_000, 5_000, 1_200, 5).list(1_000)))
                .isEqualTo(1);
        assertThat(broken(new OverloadVerdicts("x", 1_000, 5_000, 1_200, 6).list(10)))
                .isEqualTo(1);
    }

    @Test
    void withoutAKnownPeakAllOfferedOpensArePossible() {
        assertThat(broken(new OverloadVerdicts("x", 390, 400, 0, 0).list(0))).isZero();
        assertThat(broken(new OverloadVerdicts("x", 300, 400, 0, 0).list(0))).isEqualTo(1);
    }

    @Test
    void anOpenThatIsAnsweredLateIsNotUseful() {
        Tally tally = tally(2, 10, 4);
        assertThat(tally.goodput()).isEqualTo(4);
        assertThat(tally.servedASecond()).isEqualTo(10);
        assertThat(tally.offeredASecond(Mix.Kind.OPEN)).isEqualTo(10);
    }

    @Test
    void recoveryIsTheSecondAfterTheLastBadOne() {
        assertThat(tally(5, 20, 20).recoveredSeconds()).isZero();
        assertThat(tally(5, 20, 10).recoveredSeconds()).isEqualTo(5);
        Tally tally = new Tally(5);
        for (int second = 0; second < 5; second++) {
            opens(tally, second, 20, second == 2 ? 0 : 20);
        }
        assertThat(tally.recoveredSeconds()).isEqualTo(3);
    }

    @Test
    void refusalsAndFailuresAreCountedApart() {
        Tally tally = new Tally(1);
        tally.offered(Mix.Kind.SEND, 0, 0);
        tally.answered(Mix.Kind.SEND, 0, new Reply(503, "{\"code\":\"OVERLOADED\"}"), 1);
        tally.answered(Mix.Kind.SEND, 0, new Reply(500, ""), 1);
        assertThat(tally.failures()).isEqualTo(1);
        assertThat(tally.figures())
                .extractingByKey("not served, by reason")
                .asString()
                .contains("OVERLOADED", "500");
    }

    @Test
    void theSearchFindsThePeakAndEndsPastIt() throws InterruptedException {
        List<Double> tried = new ArrayList<>();
        Capacity capacity = Capacity.find(offered -> {
            tried.add(offered);
            int opens = (int) Math.round(offered);
            return tally(1, opens, offered <= 500 ? opens : 100);
        });
        assertThat(capacity.whole()).isBetween(400.0, 500.0);
        assertThat(capacity.peak()).isBetween(400.0, 500.0);
        assertThat(tried).hasSize(5);
    }

    @Test
    void theSearchEndsWhereTheLoadGeneratorIsLate() throws InterruptedException {
        Capacity capacity = Capacity.find(offered -> offered > 400 ? late() : tally(1, 100, 100));
        assertThat(capacity.offeredMax()).isLessThan(400);
    }

    private static Tally late() {
        Tally tally = new Tally(1);
        tally.offered(Mix.Kind.SEND, 0, 60_000);
        return tally;
    }

    @Test
    void theMixHasEveryKindInItsProportion() {
        assertThat(Mix.opensOf(1_000)).isEqualTo(300);
    }
}
