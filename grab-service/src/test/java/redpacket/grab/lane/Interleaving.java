package redpacket.grab.lane;

import java.sql.SQLRecoverableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.ibatis.exceptions.PersistenceException;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;
import redpacket.common.outbox.OutboxRow;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.model.TestPackets;

/**
 * Owners that go to their database one step at a time: each stops before it reads, writes and commits until it is
 * let go, so the test decides which is first and what goes wrong. Where the database makes one wait for the
 * other's locks, it is taken for blocked after a moment and the other one is played on.
 */
final class Interleaving {
    private static final long BLOCKED_NANOS = TimeUnit.MILLISECONDS.toNanos(6);

    private final List<Owner> owners = new ArrayList<>();

    /** What happens to a step. */
    enum Fault {
        NONE,
        /** Nothing was committed, and the connection is in trouble. */
        FAILS,
        /** It was committed, and the answer is lost. */
        ANSWER_LOST,
        /** The process is gone before the step. */
        CRASHES_BEFORE,
        /** The process is gone after the step, before it could answer. */
        CRASHES_AFTER
    }

    /** An owner of these packets has gone. */
    static final class CrashedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CrashedException() {
            super("crashed", null, false, false);
        }
    }

    synchronized Owner join(LaneStore database) {
        Owner owner = new Owner(database);
        owners.add(owner);
        return owner;
    }

    synchronized void leave(Owner owner) {
        owner.gone = true;
        owners.remove(owner);
        notifyAll();
    }

    /** The owners that stand before a step, once every other one is blocked or has nothing to do. */
    synchronized List<Owner> standing() throws InterruptedException {
        long end = System.nanoTime() + BLOCKED_NANOS;
        while (owners.stream().anyMatch(Owner::isMoving)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                owners.stream().filter(Owner::isMoving).forEach(owner -> owner.blocked = true);
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
        return owners.stream().filter(owner -> owner.standing).toList();
    }

    /** Until one that was taken for blocked has moved. */
    synchronized void awaitMove() throws InterruptedException {
        TimeUnit.NANOSECONDS.timedWait(this, BLOCKED_NANOS);
    }

    /** One of the owners' ways to the database. */
    final class Owner implements LaneStore {
        private final LaneStore database;
        private boolean standing;
        private boolean commits;
        private boolean blocked;
        private boolean gone;
        private final Set<LaneRequest> asked = new HashSet<>();
        private @Nullable Fault granted;

        private Owner(LaneStore database) {
            this.database = database;
        }

        private boolean isMoving() {
            return !asked.isEmpty() && !standing && !blocked;
        }

        /** A request is on its way to it. */
        void ask(LaneRequest request) {
            synchronized (Interleaving.this) {
                asked.add(request);
                blocked = false;
            }
            var unused = request.answer().whenComplete((outcome, failure) -> {
                synchronized (Interleaving.this) {
                    asked.remove(request);
                    Interleaving.this.notifyAll();
                }
            });
        }

        /** What was asked and has no answer. */
        Set<LaneRequest> asked() {
            synchronized (Interleaving.this) {
                return Set.copyOf(asked);
            }
        }

        boolean standsBeforeACommit() {
            return commits;
        }

        void go(Fault fault) {
            synchronized (Interleaving.this) {
                granted = fault;
                standing = false;
                Interleaving.this.notifyAll();
            }
        }

        private Fault stand(boolean beforeACommit) {
            synchronized (Interleaving.this) {
                standing = true;
                blocked = false;
                commits = beforeACommit;
                Interleaving.this.notifyAll();
                try {
                    while (granted == null && !gone) {
                        Interleaving.this.wait();
                    }
                } catch (InterruptedException e) {
                    gone = true;
                }
                Fault fault = granted;
                granted = null;
                if (fault == null || fault == Fault.CRASHES_BEFORE) {
                    database.close();
                    throw new CrashedException();
                }
                return fault;
            }
        }

        @Override
        public List<PacketMemory> load(Collection<PacketId> packets) {
            stand(false);
            return database.load(packets);
        }

        @Override
        public void write(List<LogEntry> entries, List<Long> ended, List<OutboxRow> events) {
            stand(false);
            database.write(entries, ended, events);
        }

        @Override
        public void touch() {
            database.touch();
        }

        /** Of the simulated world, in which the owners' clocks differ by a millisecond. */
        @Override
        public Instant now() {
            return TestPackets.BEFORE;
        }

        @Override
        public void commit() {
            Fault fault = stand(true);
            if (fault == Fault.FAILS) {
                throw lost();
            }
            database.commit();
            if (fault == Fault.ANSWER_LOST) {
                throw lost();
            }
            if (fault == Fault.CRASHES_AFTER) {
                database.close();
                throw new CrashedException();
            }
        }

        @Override
        public void rollback() {
            if (!gone) {
                database.rollback();
            }
        }

        @Override
        public void close() {
            database.close();
        }

        private static PersistenceException lost() {
            return new PersistenceException("lost", new SQLRecoverableException("connection lost", "08S01", 0));
        }
    }
}
