package redpacket.common.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NumberGeneratorTest {
    private final SetClock clock = new SetClock();

    @Test
    void numbersGrowAlsoWhenTheClockGoesBack() {
        NumberGenerator generator = new NumberGenerator(clock, 3);
        long last = 0;
        for (int i = 0; i < 20_000; i++) {
            clock.now = i % 1000 == 999 ? clock.now.minusSeconds(5) : clock.now.plusMillis(i % 2);
            long next = generator.next();
            assertThat(next).isGreaterThan(last);
            last = next;
        }
    }

    @Test
    void processesNeverGiveTheSameNumber() {
        Set<Long> seen = new HashSet<>();
        for (int process : new int[] {0, 1, 1023}) {
            NumberGenerator generator = new NumberGenerator(clock, process);
            for (int i = 0; i < 10_000; i++) {
                assertThat(seen.add(generator.next())).isTrue();
            }
        }
    }

    @Test
    void aNumberTellsWhenItWasMade() {
        assertThat(new NumberGenerator(clock, 1023).next())
                .isGreaterThanOrEqualTo(NumberGenerator.firstAt(clock.now))
                .isLessThan(NumberGenerator.firstAt(clock.now.plusMillis(1)));
    }

    @Test
    void aGeneratorMovesPastANumberOfItsPastLife() {
        NumberGenerator past = new NumberGenerator(clock, 1);
        long taken = past.next();
        clock.now = clock.now.minusSeconds(60);
        NumberGenerator reborn = new NumberGenerator(clock, 1);
        reborn.advancePast(taken);
        assertThat(reborn.next()).isGreaterThan(taken);
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-11-23T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
