package redpacket.account.funds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import redpacket.account.funds.FundsMapper.PacketFen;
import redpacket.account.funds.PacketBalances.PacketLeft;

class PacketGapsTest {
    private static final int SET = 1;
    private static final int PAGE = 3;

    private Instant now = Instant.parse("2026-02-16T12:00:00Z");
    private final TreeMap<Long, PacketLeft> left = new TreeMap<>();
    private final List<Long> pagesAfter = new ArrayList<>();
    private final FakeEscrow one = new FakeEscrow();
    private final FakeEscrow two = new FakeEscrow();
    private final PacketGaps gaps = new PacketGaps(this::page, List.of(one, two), PAGE, clockOf(() -> now));

    @Test
    void eachPacketIsComparedAndDifferencesDoNotCancelOut() {
        packet(1, "ACTIVE", 10);
        packet(2, "ACTIVE", 20);
        one.post(1, 10);
        two.post(2, 20);
        assertThat(gaps.of(SET)).isZero();
        one.post(1, -3);
        two.post(2, 3);
        assertThat(gaps.of(SET)).isEqualTo(6);
    }

    @Test
    void whatIsHeldForAPacketThatIsNotThereIsAGap() {
        one.post(9, 4);
        assertThat(gaps.of(SET)).isEqualTo(4);
    }

    @Test
    void aPacketThatIsBeingSentOwesNothingOrAllOfIt() {
        packet(1, "ORDERED", 10);
        assertThat(gaps.of(SET)).isZero();
        one.post(1, 10);
        assertThat(gaps.of(SET)).isZero();
        one.post(1, -1);
        assertThat(gaps.of(SET)).isEqualTo(1);
    }

    @Test
    void aRangeOfFinishedPacketsIsReadOnceInAMinute() {
        finished(7);
        assertThat(gaps.of(SET)).isZero();
        assertThat(pagesAfter).containsExactly(0L, 3L, 6L);
        pagesAfter.clear();
        assertThat(gaps.of(SET)).isZero();
        assertThat(pagesAfter).as("only the last one, where more may come").containsExactly(6L);
        now = now.plus(Duration.ofMinutes(1));
        left.put(2L, new PacketLeft(2, "ACTIVE", 10, 5));
        assertThat(gaps.of(SET)).as("what was changed by hand").isEqualTo(5);
    }

    @Test
    void whatTheLedgerMovesIsSeenAtOnceHoweverFinishedThePacketWas() {
        finished(7);
        assertThat(gaps.of(SET)).isZero();
        two.post(2, -8);
        assertThat(gaps.of(SET)).isEqualTo(8);
        assertThat(gaps.of(SET)).as("and as long as it is there").isEqualTo(8);
        two.post(2, 8);
        assertThat(gaps.of(SET)).isZero();
    }

    @Test
    void moreMovesThanCanBeReadHaveEverythingReadAgain() {
        finished(7);
        gaps.of(SET);
        one.skip(50_001);
        pagesAfter.clear();
        gaps.of(SET);
        assertThat(pagesAfter).containsExactly(0L, 3L, 6L);
    }

    @Test
    void aRangeWithAPacketThatIsNotFinishedIsReadEachTime() {
        finished(7);
        packet(2, "ACTIVE", 10);
        one.post(2, 10);
        assertThat(gaps.of(SET)).isZero();
        one.post(2, -10);
        left.put(2L, new PacketLeft(2, "ACTIVE", 10, 0));
        pagesAfter.clear();
        assertThat(gaps.of(SET)).isZero();
        assertThat(pagesAfter).containsExactly(0L, 6L);
    }

    private void finished(int packets) {
        for (int number = 1; number <= packets; number++) {
            packet(number, "ACTIVE", 0);
            one.post(number, 10);
            two.post(number, -10);
        }
    }

    private void packet(long number, String state, long leftFen) {
        left.put(number, new PacketLeft(number, state, 10, leftFen));
    }

    private List<PacketLeft> page(int set, long after) {
        pagesAfter.add(after);
        return left.tailMap(after, false).values().stream().limit(PAGE).toList();
    }

    private static Clock clockOf(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }

    private static final class FakeEscrow implements PacketGaps.Escrow {
        private final TreeMap<Long, Long> held = new TreeMap<>();
        private final List<Long> entries = new ArrayList<>();
        private long skipped;

        void post(long packet, long fen) {
            held.merge(packet, fen, Long::sum);
            entries.add(packet);
        }

        void skip(long count) {
            skipped += count;
        }

        @Override
        public long entryIdLast() {
            return entries.size() + skipped;
        }

        @Override
        public List<PacketGaps.Moved> moved(long after, long through) {
            return entries.subList((int) after, (int) through).stream()
                    .distinct()
                    .map(packet -> new PacketGaps.Moved(SET, packet))
                    .toList();
        }

        @Override
        public List<PacketFen> page(int set, long after, long through) {
            return held.subMap(after, false, through, true).entrySet().stream()
                    .limit(PAGE)
                    .map((Map.Entry<Long, Long> packet) -> new PacketFen(packet.getKey(), packet.getValue()))
                    .toList();
        }
    }
}
