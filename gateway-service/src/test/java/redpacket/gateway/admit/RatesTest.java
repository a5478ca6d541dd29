package redpacket.gateway.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RatesTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(30));
    private final Rates rates = new Rates(50, 200, 1000, now::get);

    private int takeAll(long user) {
        int taken = 0;
        while (rates.take(user) >= 0) {
            taken++;
        }
        return taken;
    }

    @Test
    void givesTheBurstAndNoMore() {
        assertThat(takeAll(1)).isEqualTo(200);
        assertThat(takeAll(1)).isZero();
    }

    @Test
    void givesFiftyASecondAfterTheBurst() {
        takeAll(1);
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(takeAll(1)).isEqualTo(50);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(takeAll(1)).isEqualTo(1);
    }

    @Test
    void tellsHowLongUntilThereIsOne() {
        takeAll(1);
        assertThat(rates.take(1)).isEqualTo(-TimeUnit.MILLISECONDS.toNanos(20));
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(15));
        assertThat(rates.take(1)).isEqualTo(-TimeUnit.MILLISECONDS.toNanos(5));
    }

    @Test
    void isFullAgainAfterAWhileAndNeverFuller() {
        takeAll(1);
        // The clock of System.nanoTime may pass the end of a long on the way.
        now.addAndGet(TimeUnit.SECONDS.toNanos(60));
        assertThat(takeAll(1)).isEqualTo(200);
    }

    @Test
    void tellsHowManyAreLeftAndWhenAllAre() {
        assertThat(rates.take(1)).isEqualTo(199);
        assertThat(rates.take(1)).isEqualTo(198);
        assertThat(rates.secondsToFull(200)).isZero();
        assertThat(rates.secondsToFull(198)).isEqualTo(1);
        assertThat(rates.secondsToFull(0)).isEqualTo(4);
    }

    @Test
    void lookingSaysWhatTakingWouldAndTakesNothing() {
        for (int i = 0; i < 3; i++) {
            assertThat(rates.left(rates.bucket(1))).isEqualTo(199);
        }
        takeAll(1);
        assertThat(rates.left(rates.bucket(1))).isEqualTo(rates.take(1)).isEqualTo(-TimeUnit.MILLISECONDS.toNanos(20));
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(40));
        assertThat(rates.left(rates.bucket(1))).isEqualTo(1);
        assertThat(rates.take(1)).isEqualTo(1);
    }

    @Test
    void keepsUsersApart() {
        takeAll(1);
        assertThat(takeAll(2)).isEqualTo(200);
    }
}
