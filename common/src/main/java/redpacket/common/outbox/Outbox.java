package redpacket.common.outbox;

import java.util.Collection;
import java.util.List;

/** The rows of one outbox, and the lease that makes one process their relay. */
interface Outbox {
    /** Whether this process is the relay now: the lease is its own, and commits reach two machines. */
    boolean isOurs();

    /** The rows with the lowest ids above this one, but for some, ascending. */
    List<OutboxRow> lowest(long above, Collection<Long> except, int limit);

    void delete(List<Long> ids);

    /** Safe to call while the relay works. */
    OutboxMapper.Depth depth();

    /** So that a successor need not wait for the lease to run out. */
    void release();
}
