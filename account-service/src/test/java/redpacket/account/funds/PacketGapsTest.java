package redpacket.account.funds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.account.funds.FundsMapper.PacketFen;
import redpacket.account.funds.PacketBalances.PacketLeft;

class PacketGapsTest {
    private static final int SET = 1;
    private static final int PAGE = 3;

    private Instant now = Instant.parse("2026-02-16T12:00:00Z");
    private final TreeMap<Long, PacketLeft> left = new TreeMap<>();
    private final List<Long> pagesAfter = new ArrayList<>();
    private final List<List<Long>> asked = new ArrayList<>();
    private final FakeEscrow one = new FakeEscrow();
    private final FakeEscrow two = new FakeEscrow();
    private final PacketGaps gaps = new PacketGaps(new FakeLeft(), List.of(one, two), PAGE, clockOf(() -> now));

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
    void manyMovesAreReadInSteps() {
        finished(7);
        gaps.of(SET);
        one.skip(250_000);
        one.post(2, 3);
        pagesAfter.clear();
        assertThat(gaps.of(SET)).isEqualTo(3);
        assertThat(pagesAfter).containsExactly(0L, 6L);
        assertThat(one.steps).allSatisfy(step -> assertThat(step).isLessThanOrEqualTo(100_000));
    }

    @Test
    void aLedgerThatIsBehindWhatWasSeenHasEverythingReadAgain() {
        finished(7);
        gaps.of(SET);
        one.skip(-1);
        pagesAfter.clear();
        gaps.of(SET);
        assertThat(pagesAfter).containsExactly(0L, 3L, 6L);
    }

    @Test
    void ofAKnownRangeTheSetIsAskedForUnfinishedPacketsAlone() {
        finished(7);
        packet(2, "ACTIVE", 10);
        one.post(2, 10);
        assertThat(gaps.of(SET)).isZero();
        pagesAfter.clear();
        left.put(2L, new PacketLeft(2, "ACTIVE", 10, 6));
        assertThat(gaps.of(SET)).as("opened, and not credited yet").isEqualTo(4);
        two.post(2, -4);
        assertThat(gaps.of(SET)).as("credited").isZero();
        assertThat(asked).containsExactly(List.of(2L), List.of(2L));
        assertThat(pagesAfter).containsExactly(6L, 6L);
        left.put(2L, new PacketLeft(2, "ACTIVE", 10, 0));
        one.post(2, -6);
        assertThat(gaps.of(SET)).isZero();
        asked.clear();
        assertThat(gaps.of(SET)).isZero();
        assertThat(asked).as("finished").isEmpty();
    }

    @Test
    void unfinishedPacketsAreAskedForAPageAtATime() {
        for (int number = 1; number <= 9; number++) {
            packet(number, "ACTIVE", 10);
            one.post(number, 10);
        }
        assertThat(gaps.of(SET)).isZero();
        two.post(8, -1);
        assertThat(gaps.of(SET)).isEqualTo(1);
        assertThat(asked).allSatisfy(some -> assertThat(some).hasSizeLessThanOrEqualTo(PAGE));
        assertThat(asked.stream().mapToInt(List::size).sum()).isEqualTo(9);
    }

    @Test
    void renewingIsSpreadOverCallsAndNoRangeWaitsForEver() {
        finished(90);
        gaps.of(SET);
        Set<Long> renewed = new HashSet<>();
        for (int call = 1; call <= 2; call++) {
            now = now.plus(Duration.ofMinutes(1));
            pagesAfter.clear();
            gaps.of(SET);
            assertThat(pagesAfter).as("twenty, and the last one").hasSize(21);
            renewed.addAll(pagesAfter);
        }
        assertThat(renewed).as("all thirty, whenever they are asked for").hasSize(31);
    }

    /** As long as a set changes a packet that it has done with in no way: nobody opens it, nothing is left. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatIsKeptUpSaysTheSameAsAReaderWhoKnowsNothing(long seed) {
        Random random = new Random(seed);
        for (int number = 1; number <= 20; number++) {
            packet(number, "ORDERED", 10);
        }
        for (int step = 0; step < 300; step++) {
            long number = random.nextLong(1, 21);
            switch (random.nextInt(5)) {
                case 0, 1 -> left.computeIfPresent(number, (ignored, packet) -> next(packet, random));
                case 2 -> (random.nextBoolean() ? one : two).post(number, random.nextBoolean() ? 10 : -10);
                case 3 -> one.post(number, -random.nextInt(10));
                default -> now = now.plus(Duration.ofSeconds(random.nextInt(30)));
            }
            PacketGaps fresh = new PacketGaps(new FakeLeft(), List.of(one, two), PAGE, clockOf(() -> now));
            assertThat(gaps.of(SET)).as("step %d", step).isEqualTo(fresh.of(SET));
        }
    }

    private static PacketLeft next(PacketLeft packet, Random random) {
        boolean cancelled =
                packet.state().equals("CANCELLED") || (packet.state().equals("ORDERED") && random.nextInt(4) == 0);
        long fen = cancelled ? 0 : packet.leftFen() - random.nextLong(packet.leftFen() + 1);
        return new PacketLeft(packet.packetNumber(), cancelled ? "CANCELLED" : "ACTIVE", packet.totalFen(), fen);
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

    private final class FakeLeft implements PacketGaps.Left {
        @Override
        public List<PacketLeft> page(int set, long after) {
            pagesAfter.add(after);
            return left.tailMap(after, false).values().stream().limit(PAGE).toList();
        }

        @Override
        public List<PacketLeft> of(int set, Collection<Long> packets) {
            asked.add(packets.stream().sorted().toList());
            return packets.stream().map(left::get).filter(Objects::nonNull).toList();
        }
    }

    private static Clock clockOf(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }

    private static final class FakeEscrow implements PacketGaps.Escrow {
        private record Entry(long id, PacketGaps.Moved moved) {}

        private final List<Entry> entries = new ArrayList<>();
        private final List<Long> steps = new ArrayList<>();
        private long last;

        void post(long packet, long fen) {
            last++;
            entries.add(new Entry(last, new PacketGaps.Moved(SET, packet, fen)));
        }

        void skip(long count) {
            last += count;
        }

        @Override
        public long entryIdLast() {
            return last;
        }

        @Override
        public List<PacketGaps.Moved> moved(long after, long through) {
            steps.add(through - after);
            return entries.stream()
                    .filter(entry -> entry.id() > after && entry.id() <= through)
                    .map(Entry::moved)
                    .toList();
        }

        @Override
        public List<PacketFen> page(int set, long after, long through, long entryId) {
            TreeMap<Long, Long> held = new TreeMap<>();
            entries.stream()
                    .filter(entry -> entry.id() <= entryId)
                    .map(Entry::moved)
                    .forEach(moved -> held.merge(moved.packetNumber(), moved.fen(), Long::sum));
            return held.subMap(after, false, through, true).entrySet().stream()
                    .limit(PAGE)
                    .map((Map.Entry<Long, Long> packet) -> new PacketFen(packet.getKey(), packet.getValue()))
                    .toList();
        }
    }
}
