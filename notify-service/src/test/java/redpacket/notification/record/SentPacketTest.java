package redpacket.notification.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redpacket.notification.model.TimeKey;

class SentPacketTest {
    private static final Instant SENT = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant EXPIRES = SENT.plusSeconds(60);

    @Test
    void isActiveUntilItsTimeUnlessItHasEnded() {
        assertThat(stateAt(null, EXPIRES.minusMillis(1))).isEqualTo("ACTIVE");
        assertThat(stateAt(null, EXPIRES)).isEqualTo("EXPIRED");
        assertThat(stateAt("FINISHED", EXPIRES)).isEqualTo("FINISHED");
        assertThat(stateAt("REFUNDED", EXPIRES)).isEqualTo("REFUNDED");
    }

    @Test
    void recordsAreSortedByTimeAndTheSameOneHasTheSamePlace() {
        assertThat(TimeKey.of(SENT, "a")).isEqualTo(TimeKey.of(SENT, "a")).isNotEqualTo(TimeKey.of(SENT, "b"));
        assertThat(TimeKey.of(SENT.plusMillis(1), "a")).isGreaterThan(TimeKey.of(SENT, "zzzzzzzzzzzz"));
        assertThat(TimeKey.first(SENT)).isLessThanOrEqualTo(TimeKey.of(SENT, "a"));
        assertThat(TimeKey.first(Instant.parse("2100-01-01T00:00:00Z"))).isPositive();
    }

    private static String stateAt(@Nullable String ending, Instant now) {
        return SentPacket.of(
                        new RecordMapper.SentRow(1, "p", 1, "LUCKY", 10L, 1, null, null, ending, SENT, EXPIRES), now)
                .state();
    }
}
