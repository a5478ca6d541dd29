package redpacket.grab.lane;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;
import redpacket.grab.lane.LaneRequest.CloseOutcome;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.model.PacketTerms;
import redpacket.grab.model.Pass;

/**
 * The lanes of one set in this process. A packet always has the same lane. No method blocks; a result that is no
 * outcome is a failure with {@link LaneUnavailableException} or a time-out. Thread-safe.
 */
public final class Lanes implements AutoCloseable {
    private static final long HASH_MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final LaneSettings settings;
    private final BooleanSupplier accepting;
    private final OwnerClock clock;
    private final PacketMemories memories;
    private final List<Lane> lanes = new ArrayList<>();
    private final ConcurrentHashMap<Long, AtomicInteger> inFlight = new ConcurrentHashMap<>();

    /**
     * @param accepting whether the set's commits reach two machines
     * @param stores the transactions of each lane
     */
    Lanes(
            String name,
            LaneSettings settings,
            BooleanSupplier accepting,
            IntFunction<LaneStore> stores,
            LaneEvents events,
            OwnerClock clock,
            MeterRegistry meters) {
        this.settings = settings;
        this.accepting = accepting;
        this.clock = clock;
        this.memories = new PacketMemories(settings.memoryEntriesMax());
        LaneMeters laneMeters = new LaneMeters(name, meters);
        for (int number = 0; number < settings.lanesPerSet(); number++) {
            lanes.add(new Lane(
                            name + "-" + number,
                            settings,
                            stores.apply(number),
                            memories,
                            events,
                            laneMeters,
                            clock,
                            new SecureRandom())
                    .start());
        }
        Gauge.builder(
                        "redpacket.lane.queue.requests",
                        lanes,
                        it -> it.stream().mapToInt(Lane::queued).sum())
                .description("requests in the queues of the lanes")
                .tag("set", name)
                .register(meters);
        Gauge.builder("redpacket.lane.memory.packets", memories, PacketMemories::packets)
                .description("packets in memory")
                .tag("set", name)
                .register(meters);
        Gauge.builder("redpacket.lane.clock.off.millis", clock, OwnerClock::offMillis)
                .description("this process's clock less the clock of the primary")
                .tag("set", name)
                .register(meters);
    }

    /** Another member is the primary: every log is read from it before the next decision. */
    void primaryChanged() {
        memories.forgetAll();
    }

    /** The packet in memory, all of it durable; null when it must be loaded. */
    public @Nullable PacketMemory remembered(PacketId packet) {
        return memories.find(packet);
    }

    /** The same, or what was known before a failure: durable, and perhaps not the whole log. */
    public @Nullable PacketMemory lastKnown(PacketId packet) {
        return memories.lastKnown(packet);
    }

    public boolean isExpired(PacketTerms terms) {
        return terms.isExpiredAt(clock.now());
    }

    /** From memory, else read by the packet's lane. Empty when there is no such packet. */
    public CompletableFuture<Optional<PacketMemory>> load(PacketId packet) {
        PacketMemory memory = memories.find(packet);
        if (memory != null) {
            return CompletableFuture.completedFuture(Optional.of(memory));
        }
        var answer = new CompletableFuture<Optional<PacketMemory>>();
        submit(new LaneRequest.Load(packet, deadline(), answer));
        return answer;
    }

    /**
     * Opens a share for a user.
     *
     * @param passwordChecked false is a wrong password for a packet that has one
     * @param pass of a packet of a campaign, as the set's primary holds it
     * @param queuedNanos receives the time in the lane's queue, before the result completes
     */
    public CompletableFuture<OpenOutcome> open(
            PacketId packet,
            long userId,
            boolean passwordChecked,
            @Nullable Pass pass,
            String traceId,
            LongConsumer queuedNanos) {
        AtomicInteger opens = inFlight.computeIfAbsent(packet.number(), ignored -> new AtomicInteger());
        boolean submitted = false;
        try {
            if (opens.incrementAndGet() > settings.inFlightPerPacketMax()) {
                throw new LaneUnavailableException("too many opens of one packet are in flight");
            }
            var request = new LaneRequest.Open(packet, userId, passwordChecked, pass, traceId, deadline(), queuedNanos);
            submit(request);
            submitted = true;
            var unused = request.answer().whenComplete((outcome, failure) -> landed(packet, opens));
            return request.answer();
        } finally {
            if (!submitted) {
                landed(packet, opens);
            }
        }
    }

    private void landed(PacketId packet, AtomicInteger opens) {
        if (opens.decrementAndGet() == 0) {
            inFlight.remove(packet.number(), opens);
        }
    }

    /** Closes an expired packet. With recall a packet of a campaign is closed before its time. */
    public CompletableFuture<CloseOutcome> close(PacketId packet, boolean recall, String traceId) {
        var answer = new CompletableFuture<CloseOutcome>();
        submit(new LaneRequest.Close(packet, recall, traceId, deadline(), answer));
        return answer;
    }

    private void submit(LaneRequest request) {
        int number = Math.floorMod(Long.hashCode(request.packet().number() * HASH_MULTIPLIER), lanes.size());
        Lane lane = lanes.get(number);
        if (!accepting.getAsBoolean()) {
            throw new LaneUnavailableException("the set cannot commit on two machines now");
        }
        if (lane.isStalled()) {
            throw new LaneUnavailableException("the lane waits for its commit");
        }
        if (!lane.offer(request)) {
            throw new LaneUnavailableException("the lane's queue is full");
        }
        // The lane finds the outcome of a commit that hangs only when it ends; the caller does not wait for that.
        var unused = request.answer().orTimeout(settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
    }

    private long deadline() {
        return System.nanoTime() + settings.answerWithin().toNanos();
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }
}
