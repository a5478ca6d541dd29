package redpacket.grab.lane;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.id.PacketId;
import redpacket.common.outbox.EventBundle;
import redpacket.grab.model.Amounts;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.model.PacketTurn;

/**
 * The one writer of its packets: takes whatever has queued, decides it in memory, commits it at once, answers.
 *
 * <p>INVARIANT: nothing is answered that is not durable. One transaction is in flight (rule L1). After any failure the
 * memory of the packets in the batch is dropped and their logs are read again under lock; the unique keys and the
 * reference from each entry to the one before refuse a writer that is behind or ahead, and a batch that is refused
 * twice is split by packet, so that no packet fails for a neighbour (rule L3).
 */
final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(20);

    private final String name;
    private final LaneSettings settings;
    private final LaneStore store;
    private final PacketMemories memories;
    private final LaneEvents events;
    private final LaneMeters meters;
    private final Amounts amounts;
    private final Clock clock;
    private final RandomGenerator random;
    private final BlockingQueue<LaneRequest> queue;
    private final LanePace pace;
    private final Thread thread;
    private volatile boolean running = true;
    /** When the transaction in flight began; 0 when there is none. */
    private volatile long begunNanos;
    /** When the lane came to its latest batch; its thread alone touches it. */
    private long batchBegunNanos = System.nanoTime();

    Lane(
            String name,
            LaneSettings settings,
            LaneStore store,
            PacketMemories memories,
            LaneEvents events,
            LaneMeters meters,
            Clock clock,
            RandomGenerator random) {
        this.name = name;
        this.settings = settings;
        this.store = store;
        this.memories = memories;
        this.events = events;
        this.meters = meters;
        this.amounts = new Amounts(settings.shareFenMax());
        this.clock = clock;
        this.random = random;
        this.queue = new ArrayBlockingQueue<>(settings.queueRequestsMax());
        this.pace = new LanePace(settings, System.nanoTime());
        this.thread = Thread.ofPlatform().daemon().name("lane-" + name).unstarted(this::run);
    }

    Lane start() {
        thread.start();
        return this;
    }

    /** False when the queue is full. */
    boolean offer(LaneRequest request) {
        return queue.offer(request);
    }

    int queued() {
        return queue.size();
    }

    /** Whether the transaction in flight takes longer than it should. */
    boolean isStalled() {
        long begun = begunNanos;
        return begun != 0 && System.nanoTime() - begun > settings.stalledAfter().toNanos();
    }

    private void run() {
        List<LaneRequest> batch = new ArrayList<>(settings.batchRequestsMax());
        while (running) {
            try {
                batch.add(queue.take());
                gather();
                queue.drainTo(batch, settings.batchRequestsMax() - 1);
                long before = batchBegunNanos;
                batchBegunNanos = System.nanoTime();
                for (LaneRequest request : batch) {
                    if (request instanceof LaneRequest.Open open) {
                        open.taken(before);
                    }
                }
                settle(batch);
            } catch (InterruptedException e) {
                running = false;
                giveUp(batch, "shutting down");
            } catch (RuntimeException | Error e) {
                LOG.error("lane {}: a batch of {} failed", name, batch.size(), e);
                forget(batch);
                batch.forEach(request -> request.answer().completeExceptionally(e));
            } finally {
                batch.clear();
            }
        }
        giveUp(queue, "shutting down");
        store.close();
    }

    private static void giveUp(Collection<LaneRequest> requests, String why) {
        requests.forEach(request -> request.answer().completeExceptionally(new LaneUnavailableException(why)));
    }

    /** Lets requests gather while it rests. */
    private void gather() throws InterruptedException {
        long left = pace.leftNanos(System.nanoTime());
        if (left > 0 && queue.size() + 1 < settings.batchRequestsMax()) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    /** Until every request has an outcome, or nobody waits for it any more, or it was tried too often. */
    private void settle(List<LaneRequest> batch) throws InterruptedException {
        List<LaneRequest> open = new ArrayList<>(batch);
        for (int tries = 1; ; tries++) {
            open.removeIf(LaneRequest::isAbandoned);
            if (open.isEmpty()) {
                return;
            }
            try {
                transact(open);
                return;
            } catch (RuntimeException e) {
                DatabaseFailure failure = DatabaseFailure.of(e);
                store.rollback();
                forget(open);
                meters.reloaded(failure);
                switch (failure) {
                    case DUPLICATE_KEY, MISSING_PARENT -> {
                        // What was remembered may have been old, of one packet or of all: once more, with what is read.
                        if (tries > 1 && settleByPacket(open)) {
                            return;
                        }
                    }
                    case RETRYABLE, UNAVAILABLE -> {
                        open.forEach(Lane::doubt);
                        Thread.sleep(PAUSE_AFTER_FAILURE.multipliedBy(tries));
                    }
                    case OTHER -> {
                        if (settleByPacket(open)) {
                            return;
                        }
                        throw e;
                    }
                }
                if (failure != DatabaseFailure.UNAVAILABLE && tries >= settings.triesMax()) {
                    LOG.warn("lane {}: given up after {} tries: {}", name, tries, e.getMessage());
                    giveUp(open, "tried too often");
                    return;
                }
            }
        }
    }

    private static void doubt(LaneRequest request) {
        if (request instanceof LaneRequest.Open open) {
            open.doubt();
        }
    }

    /** Each packet in a transaction of its own; false when there is but one. */
    private boolean settleByPacket(List<LaneRequest> open) throws InterruptedException {
        Map<PacketId, List<LaneRequest>> byPacket = new LinkedHashMap<>();
        for (LaneRequest request : open) {
            byPacket.computeIfAbsent(request.packet(), ignored -> new ArrayList<>())
                    .add(request);
        }
        if (byPacket.size() == 1) {
            return false;
        }
        for (List<LaneRequest> requests : byPacket.values()) {
            try {
                settle(requests);
            } catch (RuntimeException e) {
                LOG.error("lane {}: a packet failed alone", name, e);
                requests.forEach(request -> request.answer().completeExceptionally(e));
            }
        }
        return true;
    }

    private void forget(List<LaneRequest> requests) {
        requests.forEach(request -> memories.forget(request.packet()));
    }

    private void transact(List<LaneRequest> open) {
        begunNanos = System.nanoTime();
        try {
            Map<PacketId, PacketTurn> turns = new LinkedHashMap<>();
            boolean loaded = takeTurns(open, turns);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            List<Runnable> answers = new ArrayList<>(open.size());
            for (LaneRequest request : open) {
                answers.add(DecideRequest.decide(request, turns.get(request.packet()), now));
            }
            boolean wrote = write(turns, now);
            if (wrote || loaded) {
                if (!wrote) {
                    store.touch();
                }
                store.commit();
            }
            for (PacketTurn turn : turns.values()) {
                boolean ends = turn.ends();
                turn.settle();
                memories.remember(turn.memory());
                if (ends) {
                    events.ended(turn.memory());
                }
            }
            meters.committed(open.size(), pace.committed(open.size(), begunNanos, System.nanoTime()));
            if (wrote) {
                events.wake();
            }
            answers.forEach(Runnable::run);
        } finally {
            begunNanos = 0;
        }
    }

    /** A turn for each packet that is there. Whether any had to be read. */
    private boolean takeTurns(List<LaneRequest> open, Map<PacketId, PacketTurn> turns) {
        Set<PacketId> absent = new LinkedHashSet<>();
        for (LaneRequest request : open) {
            PacketId packet = request.packet();
            if (turns.containsKey(packet) || absent.contains(packet)) {
                continue;
            }
            PacketMemory memory = memories.find(packet);
            if (memory == null) {
                absent.add(packet);
            } else {
                turns.put(packet, new PacketTurn(memory, amounts, random));
            }
        }
        if (absent.isEmpty()) {
            return false;
        }
        for (PacketMemory memory : store.load(absent)) {
            turns.put(memory.terms().packet(), new PacketTurn(memory, amounts, random));
        }
        return true;
    }

    private boolean write(Map<PacketId, PacketTurn> turns, Instant now) {
        List<LogEntry> entries = new ArrayList<>();
        List<Long> ended = new ArrayList<>();
        List<EventBundle.Event> promised = new ArrayList<>();
        for (PacketTurn turn : turns.values()) {
            entries.addAll(turn.newEntries());
            events.of(turn, promised);
            if (turn.ends()) {
                ended.add(turn.memory().terms().packet().number());
            }
        }
        if (entries.isEmpty()) {
            return false;
        }
        store.write(entries, ended, events.rows(promised, now));
        return true;
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
    }
}
