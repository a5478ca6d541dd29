package redpacket.grab.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redpacket.common.id.PacketId;
import redpacket.common.outbox.EventBundle;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.TestPackets;

/**
 * Two owners of the same packets at once, commits whose outcome is lost, owners that are replaced, and a close of an
 * expired packet that races opens of an owner whose clock is behind; then a relay and a consumer that die and deliver
 * again. The seed decides requests and faults; threads decide the rest. With a flaw the checks go red.
 */
class LaneSimulationTest {
    private static final int PACKETS = 3;
    private static final int USERS = 8;
    private static final int REQUESTS = 80;
    private static final long TOTAL_FEN = 1_000;
    private static final int COUNT = 5;

    static LongStream seeds() {
        String given = System.getProperty("seed");
        return given == null ? LongStream.range(1, 41) : LongStream.of(Long.parseLong(given));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void eachUserIsPaidOnceTheLogSumsAndAnAnswerNeverChanges(long seed) {
        play(seed, 5, Flaw.NONE);
    }

    @Test
    void goesRedWithoutTheUniqueKeys() {
        assertThatThrownBy(() -> repeatedly(Flaw.NO_KEY_OF_A_SEQUENCE_AND_OF_A_USER))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void goesRedWhereAnAnswerComesBeforeTheCommit() {
        assertThatThrownBy(() -> repeatedly(Flaw.ACKNOWLEDGES_BEFORE_THE_COMMIT))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void goesRedWhereARefundDoesNotCloseTheLane() {
        assertThatThrownBy(() -> repeatedly(Flaw.REFUNDS_WITHOUT_CLOSING_THE_LANE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("escrow");
    }

    @Test
    void goesRedWhereAConsumerDoesNotKnowWhatItApplied() {
        assertThatThrownBy(() -> repeatedly(Flaw.CONSUMES_WITHOUT_DEDUPE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("escrow");
    }

    private static void repeatedly(Flaw flaw) {
        for (long seed = 1; seed <= 10; seed++) {
            play(seed, 0, flaw);
        }
    }

    private static void play(long seed, int faultsPercent, Flaw flaw) {
        Random random = new Random(seed);
        FakeSetDatabase database = new FakeSetDatabase(seed, faultsPercent, flaw);
        for (int packet = 1; packet <= PACKETS; packet++) {
            database.add(TestPackets.lucky(packet, TOTAL_FEN, COUNT));
        }
        List<LaneRequest> asked = new ArrayList<>();
        // The second owner's clock is past the end: it closes what the first still opens.
        Instant[] clocks = {TestPackets.BEFORE, TestPackets.EXPIRES_AT};
        Lane[] owners = {lane(database, clocks[0], seed), lane(database, clocks[0], seed + 1)};
        try {
            for (int number = 0; number < REQUESTS; number++) {
                int owner = random.nextInt(owners.length);
                boolean late = number > REQUESTS / 2;
                if (random.nextInt(25) == 0) {
                    owners[owner].close();
                    owners[owner] = lane(database, clocks[late ? owner : 0], seed + number);
                }
                LaneRequest request = request(random, late);
                asked.add(request);
                assertThat(owners[owner].offer(request)).isTrue();
                if (random.nextInt(4) == 0) {
                    settled(request);
                }
            }
            asked.forEach(LaneSimulationTest::settled);
        } finally {
            for (Lane owner : owners) {
                owner.close();
            }
        }
        FakeLedger ledger = new FakeLedger(flaw);
        ledger.deliver(database.outbox(), random);
        checkLedger(seed, database, ledger);
        check(seed, database, asked);
    }

    private static LaneRequest request(Random random, boolean late) {
        PacketId packet = TestPackets.packet(random.nextInt(PACKETS) + 1L);
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        if (late && random.nextInt(8) == 0) {
            return new LaneRequest.Close(packet, false, "", deadline, new CompletableFuture<>());
        }
        return new LaneRequest.Open(packet, random.nextInt(USERS) + 1L, true, null, "", deadline, nanos -> {});
    }

    /** The outcome; empty where the owner was closed before it answered. */
    private static Optional<Object> settled(LaneRequest request) {
        try {
            // An owner that was closed does not answer, so the wait is short.
            return Optional.ofNullable(request.answer()
                    .completeOnTimeout(null, 300, TimeUnit.MILLISECONDS)
                    .join());
        } catch (CompletionException | java.util.concurrent.CancellationException e) {
            return Optional.empty();
        }
    }

    /** Escrow holds what the logs have left, and wallets what they gave. */
    private static void checkLedger(long seed, FakeSetDatabase database, FakeLedger ledger) {
        Map<Long, Long> givenFen = new HashMap<>();
        for (int number = 1; number <= PACKETS; number++) {
            PacketId packet = TestPackets.packet(number);
            long takenFen = 0;
            for (LogEntry entry : database.log(packet)) {
                takenFen += entry.amountFen();
                givenFen.merge(entry.isClosing() ? TestPackets.SENDER : entry.userId(), entry.amountFen(), Long::sum);
            }
            assertThat(ledger.takenFromEscrowFen(TestLanes.CODEC.encode(packet)))
                    .as("seed %d: taken from the escrow of packet %d", seed, number)
                    .isLessThanOrEqualTo(TOTAL_FEN)
                    .isEqualTo(takenFen);
        }
        givenFen.forEach((user, amountFen) -> assertThat(ledger.walletFen(user))
                .as("seed %d: wallet of user %d", seed, user)
                .isEqualTo(amountFen));
    }

    private static void check(long seed, FakeSetDatabase database, List<LaneRequest> asked) {
        int events = 0;
        for (int number = 1; number <= PACKETS; number++) {
            PacketId packet = TestPackets.packet(number);
            Map<LaneRequest, Object> answers = new LinkedHashMap<>();
            for (LaneRequest request : asked) {
                if (request.packet().equals(packet)) {
                    settled(request).ifPresent(answer -> answers.put(request, answer));
                }
            }
            List<LogEntry> log = database.log(packet);
            boolean finished = LogCheck.holds("seed " + seed + ", packet " + number, log, COUNT, TOTAL_FEN, answers);
            events += log.size() + (finished ? 1 : 0);
        }
        assertThat(database.outbox().stream()
                        .mapToInt(row -> EventBundle.events(row).size())
                        .sum())
                .as("seed %d: an event for each entry and each end", seed)
                .isEqualTo(events);
    }

    private static Lane lane(FakeSetDatabase database, Instant now, long seed) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        LaneSettings settings =
                TestLanes.settings("batch-requests-max", "16", "tries-max", "20", "answer-within", "10s");
        return new Lane(
                        "test",
                        settings,
                        database.connect(),
                        new PacketMemories(settings.memoryEntriesMax()),
                        TestLanes.events(clock, 1),
                        new LaneMeters("test", meters),
                        TestLanes.clock(clock),
                        new Random(seed))
                .start();
    }
}
