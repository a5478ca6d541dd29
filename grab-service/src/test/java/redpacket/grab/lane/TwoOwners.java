package redpacket.grab.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ibatis.session.SqlSessionFactory;
import redpacket.common.database.MemberGroup;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.grab.lane.Interleaving.Fault;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.TestPackets;

/** Two owners of the same packets, and their users. A user without an answer asks again, of either owner. */
final class TwoOwners implements AutoCloseable {
    private static final int USERS = 6;
    private static final int REQUESTS = 14;
    private static final int FAULTS_MAX = 5;
    private static final int FAULTS_PERCENT = 12;
    private static final int PROCESSES = 1_000;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final LaneSettings LANES = TestLanes.settings(
            "batch-requests-max", "16", "tries-max", "20", "lock-wait", "20s", "idle-transaction-max", "60s");
    private static final AtomicLong LANES_STARTED = new AtomicLong();

    private final MemberGroup group;
    private final SqlSessionFactory sessions;
    private final MeterRegistry meters;
    private final long seed;
    private final Random random;
    private final Interleaving interleaving = new Interleaving();
    private final Map<LaneRequest, Object> answers = new LinkedHashMap<>();
    private final List<LaneRequest> underWay = new ArrayList<>();
    private final Deque<LaneRequest> toAsk = new ArrayDeque<>();
    private final Interleaving.Owner[] owners = new Interleaving.Owner[2];
    private final Lane[] lanes = new Lane[2];
    private final EndingClock ending = new EndingClock();
    private final EnumMap<Fault, Integer> steps = new EnumMap<>(Fault.class);
    private int faults;

    TwoOwners(MemberGroup group, SqlSessionFactory sessions, MeterRegistry meters, long seed, List<PacketId> packets) {
        this.group = group;
        this.sessions = sessions;
        this.meters = meters;
        this.seed = seed;
        this.random = new Random(seed);
        start(0);
        start(1);
        for (int i = 0; i < REQUESTS; i++) {
            boolean close = i > REQUESTS / 2 && random.nextInt(8) == 0;
            toAsk.add(request(
                    packets.get(random.nextInt(packets.size())),
                    close ? LogEntry.CLOSING_USER : random.nextInt(USERS) + 1L));
        }
    }

    private void start(int place) {
        Interleaving.Owner owner = interleaving.join(
                new MyBatisLaneStore(new SetId(1), group, LANES, "grab-" + place + "-" + seed, place, sessions));
        int process = Math.toIntExact(LANES_STARTED.incrementAndGet() % PROCESSES);
        owners[place] = owner;
        lanes[place] = new Lane(
                        "test-" + place,
                        LANES,
                        owner,
                        new PacketMemories(LANES.memoryEntriesMax()),
                        TestLanes.events(Clock.systemUTC(), process),
                        new LaneMeters("test", meters),
                        TestLanes.clock(place == 0 ? Clock.fixed(TestPackets.BEFORE, ZoneOffset.UTC) : ending),
                        new Random(seed + place))
                .start();
    }

    private static LaneRequest request(PacketId packet, long user) {
        long deadline = System.nanoTime() + ANSWER_MAX.toNanos();
        return user == LogEntry.CLOSING_USER
                ? new LaneRequest.Close(packet, false, "", deadline, new CompletableFuture<>())
                : new LaneRequest.Open(packet, user, true, null, "", deadline, nanos -> {});
    }

    /** Returns when every request has an answer. */
    void play() throws InterruptedException {
        long end = System.nanoTime() + ANSWER_MAX.toNanos();
        while (!toAsk.isEmpty() || !underWay.isEmpty()) {
            assertThat(System.nanoTime()).as("seed %d: stands still", seed).isLessThan(end);
            List<Interleaving.Owner> standing = interleaving.standing();
            collect();
            if (!toAsk.isEmpty() && (standing.isEmpty() || random.nextInt(3) == 0)) {
                ask(toAsk.remove(), random.nextInt(owners.length));
            } else if (!standing.isEmpty()) {
                step(standing.get(random.nextInt(standing.size())));
            } else if (!underWay.isEmpty()) {
                interleaving.awaitMove();
            }
        }
    }

    private void ask(LaneRequest request, int place) {
        if (toAsk.size() < REQUESTS / 2) {
            ending.pass();
        }
        underWay.add(request);
        owners[place].ask(request);
        assertThat(lanes[place].offer(request)).isTrue();
    }

    private void step(Interleaving.Owner owner) {
        Fault fault = fault(owner.standsBeforeACommit());
        steps.merge(fault, 1, Integer::sum);
        owner.go(fault);
        if (fault == Fault.CRASHES_BEFORE || fault == Fault.CRASHES_AFTER) {
            int place = owner == owners[0] ? 0 : 1;
            // A process that is gone answers nothing. Its successor has an empty memory.
            owner.asked()
                    .forEach(request -> request.answer().completeExceptionally(new Interleaving.CrashedException()));
            interleaving.leave(owner);
            lanes[place].close();
            start(place);
        }
    }

    private Fault fault(boolean commit) {
        if (faults == FAULTS_MAX || random.nextInt(100) >= FAULTS_PERCENT) {
            return Fault.NONE;
        }
        faults++;
        Fault[] all = Fault.values();
        return commit ? all[1 + random.nextInt(all.length - 1)] : Fault.CRASHES_BEFORE;
    }

    /** Keeps the answers. A request without one is made again. */
    private void collect() {
        for (LaneRequest request : List.copyOf(underWay)) {
            if (!request.answer().isDone()) {
                continue;
            }
            underWay.remove(request);
            if (request.answer().isCompletedExceptionally()) {
                toAsk.add(request(
                        request.packet(),
                        request instanceof LaneRequest.Open open ? open.userId() : LogEntry.CLOSING_USER));
            } else {
                answers.put(request, request.answer().join());
            }
        }
    }

    /** The answers for a packet. */
    Map<LaneRequest, Object> answers(PacketId packet) {
        Map<LaneRequest, Object> ofPacket = new LinkedHashMap<>();
        answers.forEach((request, answer) -> {
            if (request.packet().equals(packet)) {
                ofPacket.put(request, answer);
            }
        });
        return ofPacket;
    }

    /** How many steps went this way. */
    Map<Fault, Integer> steps() {
        return steps;
    }

    @Override
    public void close() {
        for (int place = 0; place < lanes.length; place++) {
            interleaving.leave(owners[place]);
            lanes[place].close();
        }
    }

    /** Just before the packets' end, and at it once it has passed. */
    private static final class EndingClock extends Clock {
        private volatile Instant now = TestPackets.BEFORE;

        private void pass() {
            now = TestPackets.EXPIRES_AT;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
