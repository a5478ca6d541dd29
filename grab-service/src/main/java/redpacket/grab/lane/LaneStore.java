package redpacket.grab.lane;

import java.util.Collection;
import java.util.List;
import redpacket.common.id.PacketId;
import redpacket.common.outbox.OutboxRow;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.PacketMemory;

/** A lane's one transaction at a time. Not thread-safe; after any exception the next call begins anew. */
interface LaneStore extends AutoCloseable {
    /** Reads packets and their logs under lock, in the running transaction. Those that are not there are left out. */
    List<PacketMemory> load(Collection<PacketId> packets);

    /** Adds to the running transaction. */
    void write(List<LogEntry> entries, List<Long> ended, List<OutboxRow> events);

    /** Something to commit where nothing was written: an owner that reloads answers after an acknowledged commit. */
    void touch();

    /** Returns when the transaction is durable on two machines. */
    void commit();

    /** Gives the running transaction up; the connection too, if it is in trouble. Never throws. */
    void rollback();

    @Override
    void close();
}
