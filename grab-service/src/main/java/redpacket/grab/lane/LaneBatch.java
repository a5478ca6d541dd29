package redpacket.grab.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.id.PacketId;

/**
 * Brings the requests of a batch to an outcome, with as many transactions as failures require.
 *
 * <p>INVARIANT: one transaction is in flight (rule L1). After any failure the packets of the batch are read again under
 * lock. A batch that a duplicate key, a deadlock or a lock-wait time-out refuses is split by packet, so that no packet
 * fails because of another (rule L3). Confined to the lane's thread.
 */
final class LaneBatch {
    private static final Logger LOG = LoggerFactory.getLogger(LaneBatch.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(20);

    private final String name;
    private final LaneSettings settings;
    private final LaneStore store;
    private final LaneTransaction transaction;
    private final PacketMemories memories;
    private final LaneMeters meters;
    private final CommitDelay delay;
    private final LockedPackets locked;
    /** When the transaction in flight began; 0 when there is none. */
    private volatile long begunNanos;
    /** Lock-wait time-outs in the batch. */
    private int lockWaits;

    LaneBatch(
            String name,
            LaneSettings settings,
            LaneStore store,
            LaneTransaction transaction,
            PacketMemories memories,
            LaneMeters meters,
            CommitDelay delay) {
        this.name = name;
        this.settings = settings;
        this.store = store;
        this.transaction = transaction;
        this.memories = memories;
        this.meters = meters;
        this.delay = delay;
        this.locked = new LockedPackets(settings);
    }

    /** Whether the transaction in flight takes longer than it should. Callable from any thread. */
    boolean isStalled() {
        long begun = begunNanos;
        return begun != 0 && System.nanoTime() - begun > settings.stalledAfter().toNanos();
    }

    /** Returns when every request has an outcome, was abandoned, or was tried too often. */
    void run(List<LaneRequest> batch) throws InterruptedException {
        lockWaits = 0;
        List<LaneRequest> others = new ArrayList<>(batch.size());
        List<LaneRequest> suspects = new ArrayList<>();
        long now = System.nanoTime();
        for (LaneRequest request : batch) {
            if (locked.isTooEarly(request.packet(), now)) {
                refuseLocked(List.of(request));
            } else {
                (locked.contains(request.packet()) ? suspects : others).add(request);
            }
        }
        try {
            settle(others);
        } catch (RuntimeException e) {
            // A fault of these packets: the suspects are tried all the same.
            LOG.error("lane {}: a batch has failed", name, e);
            forget(others);
            others.forEach(request -> request.answer().completeExceptionally(e));
        }
        settleByPacket(suspects);
    }

    void forget(List<LaneRequest> requests) {
        requests.forEach(request -> memories.forget(request.packet()));
    }

    static void giveUp(Collection<LaneRequest> requests, String why) {
        requests.forEach(request -> request.answer().completeExceptionally(new LaneUnavailableException(why)));
    }

    private static void refuseLocked(List<LaneRequest> requests) {
        giveUp(requests, "another transaction holds the packet locked");
    }

    private void settle(List<LaneRequest> batch) throws InterruptedException {
        List<LaneRequest> requests = new ArrayList<>(batch);
        for (int tries = 1; ; tries++) {
            requests.removeIf(LaneRequest::isAbandoned);
            if (requests.isEmpty()) {
                return;
            }
            try {
                transact(requests);
                return;
            } catch (RuntimeException e) {
                DatabaseFailure failure = DatabaseFailure.of(e);
                store.rollback();
                forget(requests);
                meters.reloaded(failure);
                if (isSettledOtherwise(requests, failure, e, tries)) {
                    return;
                }
                if (failure != DatabaseFailure.UNAVAILABLE && tries >= settings.triesMax()) {
                    LOG.warn("lane {}: given up after {} tries: {}", name, tries, e.getMessage());
                    giveUp(requests, "tried too often");
                    return;
                }
            }
        }
    }

    /** False where the same requests are to be tried again together. */
    private boolean isSettledOtherwise(
            List<LaneRequest> requests, DatabaseFailure failure, RuntimeException cause, int tries)
            throws InterruptedException {
        if (DatabaseFailure.isLockWaitTimeout(cause)) {
            lockWaits++;
            if (!isOfOnePacket(requests)) {
                settleByPacket(requests);
            } else {
                LOG.warn("lane {}: another transaction holds a packet locked; it is refused for a while", name);
                locked.add(requests.getFirst().packet(), System.nanoTime());
                refuseLocked(requests);
            }
            return true;
        }
        boolean split = !isOfOnePacket(requests);
        switch (failure) {
            case DUPLICATE_KEY, MISSING_PARENT -> {
                // The memory may have been old, of one packet or of all: try once more with what is read again.
                split &= tries > 1;
            }
            case RETRYABLE -> {
                Thread.sleep(PAUSE_AFTER_FAILURE.multipliedBy(tries));
                split &= tries > 1;
            }
            case UNAVAILABLE -> {
                requests.forEach(LaneBatch::markInDoubt);
                Thread.sleep(PAUSE_AFTER_FAILURE.multipliedBy(tries));
                split = false;
            }
            case OTHER -> {
                if (!split) {
                    throw cause;
                }
            }
        }
        if (split) {
            settleByPacket(requests);
        }
        return split;
    }

    private static void markInDoubt(LaneRequest request) {
        if (request instanceof LaneRequest.Open open) {
            open.markInDoubt();
        }
    }

    private static boolean isOfOnePacket(List<LaneRequest> requests) {
        PacketId first = requests.getFirst().packet();
        return requests.stream().allMatch(request -> request.packet().equals(first));
    }

    /** Each packet in a transaction of its own. */
    private void settleByPacket(List<LaneRequest> batch) throws InterruptedException {
        Map<PacketId, List<LaneRequest>> byPacket = new LinkedHashMap<>();
        for (LaneRequest request : batch) {
            byPacket.computeIfAbsent(request.packet(), ignored -> new ArrayList<>())
                    .add(request);
        }
        for (List<LaneRequest> requests : byPacket.values()) {
            // Each lock-wait time-out delays the whole lane, so their number is bounded.
            if (lockWaits > settings.lockWaitsMax()) {
                refuseLocked(requests);
                continue;
            }
            try {
                settle(requests);
            } catch (RuntimeException e) {
                LOG.error("lane {}: a packet failed alone", name, e);
                requests.forEach(request -> request.answer().completeExceptionally(e));
            }
        }
    }

    private void transact(List<LaneRequest> requests) {
        begunNanos = System.nanoTime();
        try {
            List<Runnable> completions = transaction.commit(requests);
            requests.forEach(request -> locked.remove(request.packet()));
            meters.committed(requests.size(), delay.committed(requests.size(), begunNanos, System.nanoTime()));
            completions.forEach(Runnable::run);
        } finally {
            begunNanos = 0;
        }
    }
}
