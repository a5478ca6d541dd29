package redpacket.account.model;

import java.time.Duration;
import java.util.List;

/** Posts commands: each in the transaction of its shard's batch, durable on two machines when it returns. */
public interface Ledger {
    /**
     * Waits for the outcome. Throws {@link LedgerUnavailableException} when it is not known in time: the command may or
     * may not take effect, and posting it again is safe.
     */
    LedgerOutcome post(LedgerCommand command);

    /** Posts many and waits for all; outcomes in the order of the commands. */
    List<LedgerOutcome> postAll(List<? extends LedgerCommand> commands, Duration atMost);
}
