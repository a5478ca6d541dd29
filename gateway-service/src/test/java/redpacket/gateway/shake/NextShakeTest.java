package redpacket.gateway.shake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.shed.LoadHint;

class NextShakeTest {
    private static final ShakeSettings SETTINGS = new ShakeSettings(500, 5_000, 500, 100, 100, 2, 1_000, 1_000);

    private static NextShake at(double load, boolean last) {
        return new NextShake(SETTINGS, new FixedLoad(load), bound -> last ? bound - 1 : 0);
    }

    @Test
    void withoutLoadTheTimeIsTheSettingWithAsMuchJitter() {
        assertThat(at(0, false).millis(false)).isEqualTo(500);
        assertThat(at(0, true).millis(false)).isEqualTo(999);
    }

    @Test
    void whilePacketServiceIsAwayTheTimeIsLonger() {
        assertThat(at(0, false).millis(true)).isEqualTo(5_000);
    }

    @Test
    void theTimeGrowsWithTheLoad() {
        assertThat(at(0.5, false).millis(false)).isEqualTo(2_750);
        assertThat(at(1, false).millis(false)).isEqualTo(5_000);
        assertThat(at(7, true).millis(false)).as("no more than ten times").isEqualTo(9_999);
    }

    private record FixedLoad(double load) implements LoadHint {
        @Override
        public long nextShakeMillis() {
            return 0;
        }

        @Override
        public Answer nothing(Duration noSooner) {
            return Answer.of(200, Answer.JSON, "{}");
        }
    }
}
