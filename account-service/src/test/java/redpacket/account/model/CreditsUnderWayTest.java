package redpacket.account.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CreditsUnderWayTest {
    private static final Instant NOW = Instant.parse("2026-02-16T12:00:00Z");

    private final CreditsUnderWay underWay = new CreditsUnderWay();

    @Test
    void withoutABatchNothingIsUnderWay() {
        assertThat(underWay.since(NOW)).isEqualTo(NOW);
    }

    @Test
    void aBatchThatIsNotInTheLedgerIsUnderWayHoweverLongThatTakes() {
        underWay.begun("shard 1", NOW.minusSeconds(9));
        assertThat(underWay.since(NOW)).isEqualTo(NOW.minusSeconds(9));
        assertThat(underWay.since(NOW.plusSeconds(100))).isEqualTo(NOW.minusSeconds(9));
    }

    @Test
    void eventsOfAnotherProcessCountAsUnderWayUntilThisOneHasLedForAWhile() {
        underWay.elsewhere(NOW);
        assertThat(underWay.since(NOW)).isEqualTo(NOW.minusSeconds(30));
        assertThat(underWay.since(NOW.plusSeconds(10))).isEqualTo(NOW.plusSeconds(10));
    }

    @Test
    void theConsumerThatIsFurthestBehindCounts() {
        underWay.begun("shard 1", NOW.minusSeconds(3));
        underWay.begun("shard 2", NOW.minusSeconds(8));
        underWay.ended("shard 1", NOW);
        assertThat(underWay.since(NOW)).isEqualTo(NOW.minusSeconds(8));
    }

    @Test
    void betweenTwoBatchesMoreIsExpectedUntilAConsumerHasBeenQuietForAWhile() {
        underWay.begun("shard 1", NOW.minusSeconds(20));
        underWay.ended("shard 1", NOW);
        assertThat(underWay.since(NOW.plusMillis(1_999))).isEqualTo(NOW.minusSeconds(20));
        assertThat(underWay.since(NOW.plusMillis(2_000))).isEqualTo(NOW.plusMillis(2_000));
    }
}
