package redpacket.grab.lane;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jspecify.annotations.Nullable;
import redpacket.common.database.MemberGroup;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.trace.Trace;
import redpacket.grab.lane.LaneRequest.CloseOutcome;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.model.Pass;

/** The lanes of one set in this process. A packet is in one of them for good. Thread-safe. */
public final class Lanes implements AutoCloseable {
    private final LaneSettings settings;
    private final MemberGroup group;
    private final PacketMemories memories;
    private final List<Lane> lanes = new ArrayList<>();
    private final ConcurrentHashMap<Long, AtomicInteger> inFlight = new ConcurrentHashMap<>();

    Lanes(
            SetId set,
            String process,
            LaneSettings settings,
            MemberGroup group,
            LaneEvents events,
            Clock clock,
            MeterRegistry meters) {
        this.settings = settings;
        this.group = group;
        this.memories = new PacketMemories(settings.memoryEntriesMax());
        LaneMeters laneMeters = new LaneMeters(group.name(), meters);
        SqlSessionFactory sessions = MyBatisLaneStore.sessions(group);
        for (int number = 0; number < settings.lanesPerSet(); number++) {
            LaneStore store = new MyBatisLaneStore(set, group, settings, process, number, sessions);
            lanes.add(new Lane(
                            group.name() + "-" + number,
                            settings,
                            store,
                            memories,
                            events,
                            laneMeters,
                            clock,
                            new SecureRandom())
                    .start());
        }
        // What a new primary holds is read from it, whatever is remembered of the old one.
        group.onPrimaryChange(memories::forgetAll);
        Gauge.builder(
                        "redpacket.lane.queue.requests",
                        this,
                        it -> it.lanes.stream().mapToInt(Lane::queued).sum())
                .description("requests that wait for a lane")
                .tag("set", group.name())
                .register(meters);
        Gauge.builder("redpacket.lane.memory.packets", memories, PacketMemories::packets)
                .description("packets remembered")
                .tag("set", group.name())
                .register(meters);
    }

    /** What is remembered of a packet, all of it durable; null when it must be loaded. */
    public @Nullable PacketMemory remembered(PacketId packet) {
        return memories.find(packet);
    }

    /** What there is to know of a packet: from memory, else read by its lane. Empty when there is no such packet. */
    public Optional<PacketMemory> load(PacketId packet) {
        PacketMemory memory = memories.find(packet);
        if (memory != null) {
            return Optional.of(memory);
        }
        var answer = new CompletableFuture<Optional<PacketMemory>>();
        submit(new LaneRequest.Load(packet, deadline(), answer));
        return await(answer);
    }

    /**
     * Opens a share for a user; returns when the outcome is durable.
     *
     * @param passwordChecked false is a wrong password for a packet that has one
     */
    public OpenOutcome open(PacketId packet, long userId, boolean passwordChecked) {
        return open(packet, userId, passwordChecked, null);
    }

    /** The same for a packet of a campaign, with the pass that the set's primary holds of the user. */
    public OpenOutcome open(PacketId packet, long userId, boolean passwordChecked, @Nullable Pass pass) {
        AtomicInteger under = inFlight.computeIfAbsent(packet.number(), ignored -> new AtomicInteger());
        try {
            if (under.incrementAndGet() > settings.inFlightPerPacketMax()) {
                throw new LaneUnavailableException("too many opens of one packet are under way");
            }
            LaneRequest.Open request =
                    new LaneRequest.Open(packet, userId, passwordChecked, pass, Trace.currentId(), deadline());
            submit(request);
            return await(request.answer());
        } finally {
            landed(packet, under);
        }
    }

    /** Puts an open in its lane, with a wrong password for a packet that has one; its answer comes when it is durable. */
    public LaneRequest.Open begin(PacketId packet, long userId, String traceId) {
        AtomicInteger under = inFlight.computeIfAbsent(packet.number(), ignored -> new AtomicInteger());
        LaneRequest.Open request = new LaneRequest.Open(packet, userId, false, null, traceId, deadline());
        boolean taken = false;
        try {
            if (under.incrementAndGet() > settings.inFlightPerPacketMax()) {
                throw new LaneUnavailableException("too many opens of one packet are under way");
            }
            submit(request);
            taken = true;
        } finally {
            if (!taken) {
                landed(packet, under);
            }
        }
        var unused = request.answer().whenComplete((ignored, failure) -> landed(packet, under));
        return request;
    }

    private void landed(PacketId packet, AtomicInteger under) {
        if (under.decrementAndGet() == 0) {
            inFlight.remove(packet.number(), under);
        }
    }

    /** Closes a packet whose time has passed. */
    public CloseOutcome close(PacketId packet) {
        return close(packet, false);
    }

    /** With recall a packet of a campaign is closed before its time. */
    public CloseOutcome close(PacketId packet, boolean recall) {
        var answer = new CompletableFuture<CloseOutcome>();
        submit(new LaneRequest.Close(packet, recall, Trace.currentId(), deadline(), answer));
        return await(answer);
    }

    private void submit(LaneRequest request) {
        Lane lane =
                lanes.get(Math.floorMod(Long.hashCode(request.packet().number() * 0x9E3779B97F4A7C15L), lanes.size()));
        if (!group.accepting()) {
            throw new LaneUnavailableException("the set cannot commit on two machines now");
        }
        if (lane.isStalled()) {
            throw new LaneUnavailableException("the lane waits for its commit");
        }
        if (!lane.offer(request)) {
            throw new LaneUnavailableException("the lane's queue is full");
        }
    }

    private long deadline() {
        return System.nanoTime() + settings.answerWithin().toNanos();
    }

    private <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaneUnavailableException("interrupted");
        } catch (TimeoutException e) {
            throw new LaneUnavailableException("no outcome in time");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }
}
