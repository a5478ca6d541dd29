package redpacket.account.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final Instant START = Instant.parse("2026-11-11T20:00:00Z");

    private final Findings findings = new Findings(3, Duration.ofSeconds(5), Duration.ofSeconds(25));

    private static Discrepancy missing(int sequence) {
        return new Discrepancy(FindingKind.CREDIT_MISSING, "packet/1/7", "entry " + sequence, 9, 30, sequence);
    }

    @Test
    void moneyCountsAsUnmatchedOnceTheGraceIsOver() {
        findings.look("packet/1/7", List.of(missing(1), missing(2)), START);
        assertThat(findings.open()).isEqualTo(2);
        assertThat(findings.unmatchedFen(START.plusSeconds(4))).isZero();
        assertThat(findings.unmatchedFen(START.plusSeconds(5))).isEqualTo(60);
        assertThat(findings.unexplained(START.plusSeconds(5))).isZero();
    }

    @Test
    void whatIsNotFoundAnyMoreIsWellAgain() {
        findings.look("packet/1/7", List.of(missing(1), missing(2)), START);
        findings.look("packet/1/7", List.of(missing(2)), START.plusSeconds(1));
        assertThat(findings.open()).isEqualTo(1);
        findings.look("packet/1/7", List.of(), START.plusSeconds(2));
        assertThat(findings.open()).isZero();
        assertThat(findings.subjects("packet/")).isEmpty();
    }

    @Test
    void onlyWhatWasSentAgainCountsAsRepaired() {
        findings.look("packet/1/7", List.of(missing(1), missing(2)), START);
        assertThat(findings.takeResends("packet/1/", 1, START)).hasSize(1);
        findings.look("packet/1/7", List.of(), START.plusSeconds(1));
        assertThat(findings.repaired()).isEqualTo(1);
    }

    @Test
    void anEntryIsSentAgainEverMoreSlowlyUpToABound() {
        findings.look("packet/1/7", List.of(missing(1)), START);
        assertThat(resendsAt(0)).isEqualTo(1);
        assertThat(resendsAt(9)).isZero();
        assertThat(resendsAt(10)).isEqualTo(1);
        assertThat(resendsAt(29)).isZero();
        assertThat(resendsAt(30)).isEqualTo(1);
        assertThat(resendsAt(54)).isZero();
        assertThat(resendsAt(55)).isEqualTo(1);
    }

    private int resendsAt(int second) {
        return findings.takeResends("packet/1/", 10, START.plusSeconds(second)).size();
    }

    @Test
    void anotherSetsFindingsAreNotSent() {
        findings.look("packet/1/7", List.of(missing(1)), START);
        assertThat(findings.takeResends("packet/2/", 10, START)).isEmpty();
    }

    @Test
    void noMoreThanTheBoundAreKept() {
        findings.look("packet/1/7", List.of(missing(1), missing(2), missing(3), missing(4)), START);
        assertThat(findings.open()).isEqualTo(3);
        assertThat(findings.overflowed()).isEqualTo(1);
    }
}
