package redpacket.account.post;

import java.util.List;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.LedgerWrites;

/** A shard's storage, and the lease under which one process writes to it. One thread writes. */
interface ShardStore {
    /** Whether a second machine acknowledges commits. While it does not, no commit may begin. */
    boolean accepting();

    /** Takes the lease where it is free, or renews it. True when this process leads the shard. */
    boolean lead();

    /** Whether the lease that this process took last is still valid by this process's clock. */
    boolean leads();

    /** Gives the lease back, so that another process can lead at once. */
    void release();

    /**
     * Decides the commands in their order against the stored rows, and writes the result in one transaction. Two
     * machines hold the transaction when this returns. When it throws, the outcome may be unknown, except for {@link
     * FencedException}.
     */
    Committed commit(List<LedgerCommand> commands);

    /** Outcomes in the order of the commands, and the rows that were written. */
    record Committed(List<LedgerOutcome> outcomes, LedgerWrites writes) {
        public Committed {
            outcomes = List.copyOf(outcomes);
        }
    }
}
