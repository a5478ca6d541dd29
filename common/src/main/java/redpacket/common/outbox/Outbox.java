package redpacket.common.outbox;

import java.util.Collection;
import java.util.List;

/** The rows of one outbox, and whose turn it is to publish them. */
interface Outbox {
    /** Whether this process is the relay now: the lease is its own, and commits reach two machines. */
    boolean isOurs();

    /** The rows with the lowest ids but these, ascending. */
    List<OutboxRow> lowest(Collection<Long> except, int limit);

    void delete(List<Long> ids);

    OutboxMapper.Depth depth();

    /** So that a successor need not wait for the lease to run out. */
    void release();
}
