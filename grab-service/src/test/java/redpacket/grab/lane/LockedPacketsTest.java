package redpacket.grab.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redpacket.common.id.PacketId;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.TestPackets;

/** Another transaction holds rows locked: the lane's other packets go on. */
class LockedPacketsTest {
    private static final int PACKETS = 9;
    private static final PacketId LOCKED = TestPackets.packet(3);

    private final FakeSetDatabase database = new FakeSetDatabase(1, 0, Flaw.NONE);
    private long lastUser = 10;

    LockedPacketsTest() {
        for (int number = 1; number <= PACKETS; number++) {
            database.add(TestPackets.lucky(number, 1_000, 5));
        }
    }

    @Test
    void aBatchIsSplitSoThatOnlyTheLockedPacketIsRefused() {
        database.lock(LOCKED);
        try (Lane lane = lane("locked-for", "1h")) {
            List<LaneRequest.Open> batch = batch(lane);
            lane.start();
            batch.forEach(open -> check(open, LOCKED.equals(open.packet())));
            assertThat(database.lockWaits()).isEqualTo(2);
            List<LaneRequest.Open> next = batch(lane);
            next.forEach(open -> check(open, LOCKED.equals(open.packet())));
            // It was refused without another wait.
            assertThat(database.lockWaits()).isEqualTo(2);
        }
    }

    @Test
    void theLockedPacketIsOpenedOnceTheLockIsGone() {
        database.lock(LOCKED);
        try (Lane lane = lane("locked-for", "1ms")) {
            lane.start();
            check(open(lane, LOCKED), true);
            database.unlock(LOCKED);
            LaneRequest.Open again = open(lane, LOCKED);
            while (again.answer().handle((outcome, failure) -> failure != null).join()) {
                again = open(lane, LOCKED);
            }
            check(again, false);
        }
    }

    @Test
    void aBatchWaitsForFewLocksEvenWhereManyPacketsAreLocked() {
        for (int number = 1; number < PACKETS; number++) {
            database.lock(TestPackets.packet(number));
        }
        try (Lane lane = lane("locked-for", "1h", "lock-waits-max", "3")) {
            List<LaneRequest.Open> batch = batch(lane);
            lane.start();
            batch.forEach(open -> check(open, true));
            // The first wait was that of the whole batch.
            assertThat(database.lockWaits()).isEqualTo(4);
        }
    }

    private List<LaneRequest.Open> batch(Lane lane) {
        return IntStream.rangeClosed(1, PACKETS)
                .mapToObj(number -> open(lane, TestPackets.packet(number)))
                .toList();
    }

    private LaneRequest.Open open(Lane lane, PacketId packet) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        var open = new LaneRequest.Open(packet, ++lastUser, true, null, "", deadline, nanos -> {});
        assertThat(lane.offer(open)).isTrue();
        return open;
    }

    private static void check(LaneRequest.Open open, boolean refused) {
        var answer = open.answer().orTimeout(30, TimeUnit.SECONDS);
        if (refused) {
            assertThatThrownBy(answer::join).hasCauseInstanceOf(LaneUnavailableException.class);
        } else {
            assertThat(answer.join()).isInstanceOfAny(OpenOutcome.Opened.class, OpenOutcome.Empty.class);
        }
    }

    private Lane lane(String... settings) {
        LaneSettings lanes = TestLanes.settings(settings);
        Clock clock = Clock.fixed(TestPackets.BEFORE, ZoneOffset.UTC);
        return new Lane(
                "test",
                lanes,
                database.connect(),
                new PacketMemories(lanes.memoryEntriesMax()),
                TestLanes.events(clock, 1),
                new LaneMeters("test", new SimpleMeterRegistry()),
                TestLanes.clock(clock),
                new Random(1));
    }
}
