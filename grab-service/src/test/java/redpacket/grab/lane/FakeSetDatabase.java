package redpacket.grab.lane;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLRecoverableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.ibatis.exceptions.PersistenceException;
import redpacket.common.id.PacketId;
import redpacket.common.outbox.OutboxRow;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.model.PacketTerms;
import redpacket.grab.model.TestPackets;

/**
 * A set's primary as its lanes see it: logs under the two unique keys and the reference from each entry to the one
 * before. Some commits fail, and some of these have taken effect. A flaw leaves out one of its promises.
 */
final class FakeSetDatabase {
    private final Map<PacketId, PacketTerms> terms = new HashMap<>();
    private final Map<Long, List<LogEntry>> logs = new HashMap<>();
    private final List<OutboxRow> outbox = new ArrayList<>();
    private final Random faults;
    private final int faultsPercent;
    private final Flaw flaw;
    private final Set<PacketId> locked = new HashSet<>();
    private volatile Instant now = TestPackets.BEFORE;
    private volatile boolean down;
    private volatile boolean refuses;
    private int lockWaits;

    FakeSetDatabase(long seed, int faultsPercent, Flaw flaw) {
        this.faults = new Random(seed);
        this.faultsPercent = faultsPercent;
        this.flaw = flaw;
    }

    void add(PacketTerms packet) {
        add(packet, List.of());
    }

    synchronized void add(PacketTerms packet, List<LogEntry> log) {
        terms.put(packet.packet(), packet);
        logs.put(packet.packet().number(), new ArrayList<>(log));
    }

    /** Another transaction holds the packet's rows locked from now on. */
    synchronized void lock(PacketId packet) {
        locked.add(packet);
    }

    synchronized void unlock(PacketId packet) {
        locked.remove(packet);
    }

    /** How many statements ended with a lock-wait time-out. */
    synchronized int lockWaits() {
        return lockWaits;
    }

    void setNow(Instant time) {
        now = time;
    }

    /** Nothing is read or committed from now on. */
    void failCommits() {
        down = true;
    }

    /** The services know that nothing is committed. */
    void refuse() {
        refuses = true;
    }

    boolean isAccepting() {
        return !refuses;
    }

    synchronized List<LogEntry> log(PacketId packet) {
        return List.copyOf(logs.getOrDefault(packet.number(), List.of()));
    }

    synchronized List<OutboxRow> outbox() {
        return List.copyOf(outbox);
    }

    LaneStore connect() {
        return new Connected();
    }

    private synchronized void requireAvailable(Stream<PacketId> packets) {
        if (down) {
            throw lost();
        }
        if (packets.anyMatch(locked::contains)) {
            lockWaits++;
            throw failure(new SQLException("Lock wait timeout exceeded", "HY000", 1205));
        }
    }

    private synchronized void commit(List<LogEntry> entries, List<OutboxRow> events) {
        boolean fails = faults.nextInt(100) < faultsPercent;
        if (fails && faults.nextBoolean()) {
            throw lost();
        }
        if (flaw == Flaw.ACKNOWLEDGES_BEFORE_THE_COMMIT && !entries.isEmpty()) {
            return;
        }
        for (LogEntry entry : entries) {
            if (flaw != Flaw.REFUNDS_WITHOUT_CLOSING_THE_LANE || !entry.isClosing()) {
                logs.getOrDefault(entry.packetId(), new ArrayList<>()).add(entry);
            }
        }
        outbox.addAll(events);
        if (fails) {
            throw lost();
        }
    }

    /** Throws where a key refuses an entry. */
    private synchronized void check(List<LogEntry> entries) {
        if (flaw == Flaw.NO_KEY_OF_A_SEQUENCE_AND_OF_A_USER) {
            return;
        }
        Map<Long, List<LogEntry>> after = new HashMap<>();
        for (LogEntry entry : entries) {
            List<LogEntry> log = after.computeIfAbsent(
                    entry.packetId(), packet -> new ArrayList<>(logs.getOrDefault(packet, List.of())));
            boolean taken = log.stream()
                    .anyMatch(other -> other.sequence() == entry.sequence() || other.userId() == entry.userId());
            if (taken) {
                throw failure(new SQLIntegrityConstraintViolationException("duplicate entry", "23000", 1062));
            }
            if (entry.sequence() != log.size() + 1) {
                throw failure(new SQLIntegrityConstraintViolationException("no parent", "23000", 1452));
            }
            log.add(entry);
        }
    }

    private static PersistenceException lost() {
        return failure(new SQLRecoverableException("connection lost", "08S01", 0));
    }

    private static PersistenceException failure(SQLException cause) {
        return new PersistenceException("the fake fails", cause);
    }

    private final class Connected implements LaneStore {
        private final List<LogEntry> entries = new ArrayList<>();
        private final List<OutboxRow> events = new ArrayList<>();

        @Override
        public List<PacketMemory> load(Collection<PacketId> packets) {
            requireAvailable(packets.stream());
            synchronized (FakeSetDatabase.this) {
                return packets.stream()
                        .flatMap(packet -> Stream.ofNullable(terms.get(packet)))
                        .map(packet -> new PacketMemory(packet, log(packet.packet())))
                        .toList();
            }
        }

        @Override
        public void write(List<LogEntry> newEntries, List<Long> ended, List<OutboxRow> newEvents) {
            requireAvailable(newEntries.stream().map(entry -> TestPackets.packet(entry.packetId())));
            check(newEntries);
            entries.addAll(newEntries);
            events.addAll(newEvents);
        }

        @Override
        public void touch() {}

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void commit() {
            requireAvailable(Stream.empty());
            synchronized (FakeSetDatabase.this) {
                // Another may have committed since the write; a real database would have waited there for its lock.
                check(entries);
                FakeSetDatabase.this.commit(entries, events);
            }
            rollback();
        }

        @Override
        public void rollback() {
            entries.clear();
            events.clear();
        }

        @Override
        public void close() {
            rollback();
        }
    }
}
