package redpacket.account.post;

import java.util.List;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.LedgerWrites;

/** Where a shard is kept. */
interface ShardStore {
    /** Whether commits are acknowledged by a second machine; when not, nobody is to begin one. */
    boolean accepting();

    /**
     * Decides the commands, in their order, on what is stored, and writes what follows from it, all in one transaction
     * that two machines hold when this returns. When it throws, the outcome may be unknown.
     */
    Committed commit(List<LedgerCommand> commands);

    /** Outcomes in the order of the commands, and what was written. */
    record Committed(List<LedgerOutcome> outcomes, LedgerWrites writes) {
        public Committed {
            outcomes = List.copyOf(outcomes);
        }
    }
}
