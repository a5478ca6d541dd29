package redpacket.packet.set;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.database.Lease;
import redpacket.common.set.SetState;

/**
 * Does one kind of work on one set, one process at a time by a lease in the set's own database.
 *
 * <p>The lease only saves work: a round that outlives it may overlap with the successor's, so every step of the work
 * may be done twice, at the same time. A set that is DOWN, or cannot commit on two machines, is left alone.
 */
final class SetWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SetWorker.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(3);

    /** A bounded piece of work. */
    @FunctionalInterface
    public interface Round {
        /** Whether there is more to do at once. */
        boolean run() throws Exception;
    }

    private final String work;
    private final PacketSet set;
    private final PacketSets sets;
    private final LeaseSettings settings;
    private final Round round;
    private final Lease lease;
    private final Thread thread;
    private long failureMillis;

    public SetWorker(String work, PacketSet set, PacketSets sets, LeaseSettings settings, Round round) {
        this.work = work;
        this.set = set;
        this.sets = sets;
        this.settings = settings;
        this.round = round;
        this.failureMillis = settings.idleMillis();
        this.lease = new Lease(set.group(), work, settings.lease());
        this.thread = Thread.ofPlatform().daemon().name(work + "-" + set.name()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Asks it to end; {@link #close} waits for it. */
    void interrupt() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(pauseAfterOneRound());
            }
        } catch (InterruptedException e) {
            LOG.debug("{} on {} ends", work, set.name());
        }
        lease.release();
    }

    /** Milliseconds. */
    private long pauseAfterOneRound() throws InterruptedException {
        try {
            if (sets.stateOf(set.id()) == SetState.DOWN || !set.group().accepting() || !lease.hold()) {
                return settings.idleMillis();
            }
            boolean more = round.run();
            failureMillis = settings.idleMillis();
            return more ? 0 : settings.idleMillis();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("{} on {} failed, again in {} ms: {}", work, set.name(), failureMillis, e.toString());
            long pause = failureMillis;
            failureMillis = Math.min(settings.failureMillisMax(), failureMillis * 2);
            return pause;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            // The worker of a set that was never open has not begun.
            if (thread.isAlive()) {
                thread.join(CLOSE_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
