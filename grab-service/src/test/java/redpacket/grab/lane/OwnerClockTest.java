package redpacket.grab.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import redpacket.common.id.PacketId;
import redpacket.grab.lane.LaneRequest.CloseOutcome;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.PacketTerms;
import redpacket.grab.model.TestPackets;

/** An owner whose clock is wrong closes no packet. */
class OwnerClockTest {
    private static final PacketId PACKET = TestPackets.packet(1);
    private static final PacketTerms TERMS = TestPackets.lucky(1, 1_000, 5);
    private static final Instant BEFORE = TestPackets.BEFORE;
    private static final Duration DAY_AND_HOUR = Duration.ofHours(25);

    private final FakeSetDatabase database = new FakeSetDatabase(1, 0, Flaw.NONE);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    OwnerClockTest() {
        database.add(TERMS);
    }

    @Test
    void aClockThatIsADayAheadClosesNothingAndOpensByTheDatabasesTime() {
        try (Lanes lanes = lanes(BEFORE.plus(DAY_AND_HOUR))) {
            assertThat(close(lanes)).isEqualTo(new CloseOutcome.NotExpired());
            assertThat(open(lanes, 7))
                    .isInstanceOfSatisfying(
                            OpenOutcome.Opened.class,
                            opened -> assertThat(opened.openedAt())
                                    .isBetween(BEFORE.minusSeconds(60), BEFORE.plusSeconds(60)));
            assertThat(lanes.isExpired(TERMS)).isFalse();
            assertThat(database.log(PACKET)).noneMatch(LogEntry::isClosing);
            assertThat(meters.get("redpacket.lane.clock.off.millis").gauge().value())
                    .isGreaterThan((double) DAY_AND_HOUR.minusMinutes(1).toMillis());
        }
    }

    @Test
    void aClockThatIsADayBehindClosesNothingEither() {
        database.setNow(TestPackets.EXPIRES_AT.plusSeconds(60));
        try (Lanes lanes = lanes(BEFORE.minus(DAY_AND_HOUR))) {
            assertThatThrownBy(() -> open(lanes, 7)).hasCauseInstanceOf(LaneUnavailableException.class);
            assertThatThrownBy(() -> close(lanes)).hasCauseInstanceOf(LaneUnavailableException.class);
            assertThat(database.log(PACKET)).isEmpty();
        }
    }

    @Test
    void aClockThatIsSetForwardBetweenTwoComparisonsIsComparedBeforeItClosesAPacket() {
        SteppingClock clock = new SteppingClock();
        try (Lanes lanes = lanes(clock)) {
            assertThat(open(lanes, 7)).isInstanceOf(OpenOutcome.Opened.class);
            clock.now = BEFORE.plus(DAY_AND_HOUR);
            assertThat(open(lanes, 8)).isInstanceOf(OpenOutcome.Opened.class);
            assertThat(close(lanes)).isEqualTo(new CloseOutcome.NotExpired());
            clock.now = TestPackets.EXPIRES_AT;
            database.setNow(TestPackets.EXPIRES_AT);
            assertThat(open(lanes, 9)).isEqualTo(new OpenOutcome.Expired(true));
        }
    }

    @Test
    void aClockWithinTheBoundClosesByItsOwnTime() {
        try (Lanes lanes = lanes(TestPackets.EXPIRES_AT.plusSeconds(2))) {
            assertThat(open(lanes, 7)).isEqualTo(new OpenOutcome.Expired(true));
            assertThat(close(lanes)).isEqualTo(new CloseOutcome.Closed(1_000));
        }
    }

    private static OpenOutcome open(Lanes lanes, long user) {
        return lanes.open(PACKET, user, true, null, "", nanos -> {})
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static CloseOutcome close(Lanes lanes) {
        return lanes.close(PACKET, false, "").orTimeout(30, TimeUnit.SECONDS).join();
    }

    private Lanes lanes(Instant now) {
        return lanes(Clock.fixed(now, ZoneOffset.UTC));
    }

    private Lanes lanes(Clock clock) {
        LaneSettings settings = TestLanes.settings("clock-compare-every", "1h", "clock-off-max", "5s");
        return new Lanes(
                "test",
                settings,
                () -> true,
                lane -> database.connect(),
                TestLanes.events(clock, 1),
                new OwnerClock("test", clock, settings),
                meters);
    }

    private static final class SteppingClock extends Clock {
        private volatile Instant now = BEFORE;

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
