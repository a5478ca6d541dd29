package redpacket.grab.lane;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import redpacket.common.id.PacketId;
import redpacket.common.outbox.OutboxRow;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.PacketMemory;

/** The lane's transaction on its set. Not thread-safe. After an exception the lane rolls back and begins anew. */
interface LaneStore extends AutoCloseable {
    /** Reads packets and their logs under lock, in the running transaction. Leaves out those that do not exist. */
    List<PacketMemory> load(Collection<PacketId> packets);

    /** The time of the primary's clock. */
    Instant now();

    /** Adds to the running transaction. */
    void write(List<LogEntry> entries, List<Long> ended, List<OutboxRow> events);

    /** Writes a row without meaning: an owner that has loaded answers only after an acknowledged commit (rule L4). */
    void touch();

    /** Returns when the transaction is durable on two machines. */
    void commit();

    /** Ends the running transaction, and the connection if it fails. Never throws. */
    void rollback();

    @Override
    void close();
}
