package redpacket.common.outbox;

import java.util.List;

/** The rows of one outbox, and whose turn it is to publish them. */
interface Outbox {
    /** Whether this process is the relay now: the lease is its own, and commits reach two machines. */
    boolean isOurs();

    /** Ids, ascending. */
    List<Long> lowest(int limit);

    /** By id, ascending. */
    List<OutboxRow> rows(List<Long> ids);

    void delete(List<Long> ids);

    OutboxMapper.Depth depth();

    /** So that a successor need not wait for the lease to run out. */
    void release();
}
