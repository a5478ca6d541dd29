package redpacket.grab.lane;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLRecoverableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.ibatis.exceptions.PersistenceException;
import redpacket.common.id.PacketId;
import redpacket.common.outbox.OutboxRow;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.model.PacketTerms;

/**
 * A set's primary as its lanes see it: logs under the two unique keys and the reference from each entry to the one
 * before. Some commits fail, and some of these had happened. A flaw leaves out one of its promises.
 */
final class FakeSetDatabase {
    private final Map<PacketId, PacketTerms> terms = new HashMap<>();
    private final Map<Long, List<LogEntry>> logs = new HashMap<>();
    private final List<OutboxRow> outbox = new ArrayList<>();
    private final Random faults;
    private final int faultsPercent;
    private final Flaw flaw;

    FakeSetDatabase(long seed, int faultsPercent, Flaw flaw) {
        this.faults = new Random(seed);
        this.faultsPercent = faultsPercent;
        this.flaw = flaw;
    }

    synchronized void add(PacketTerms packet) {
        terms.put(packet.packet(), packet);
        logs.put(packet.packet().number(), new ArrayList<>());
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

    /** What the keys refuse. */
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
            synchronized (FakeSetDatabase.this) {
                return packets.stream()
                        .flatMap(packet -> Stream.ofNullable(terms.get(packet)))
                        .map(packet -> new PacketMemory(packet, log(packet.packet())))
                        .toList();
            }
        }

        @Override
        public void write(List<LogEntry> newEntries, List<Long> ended, List<OutboxRow> newEvents) {
            check(newEntries);
            entries.addAll(newEntries);
            events.addAll(newEvents);
        }

        @Override
        public void touch() {}

        @Override
        public void commit() {
            synchronized (FakeSetDatabase.this) {
                // Another may have committed since the write: a real one would have waited there for its lock.
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
