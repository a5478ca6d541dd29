package redpacket.account.model;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import redpacket.common.id.UserId;

/** Posts commands: each in the transaction of its shard's batch, durable on two machines when it returns. */
public interface Ledger {
    /**
     * Waits for the outcome. Throws {@link LedgerUnavailableException} when it is not known in time: the command may or
     * may not take effect, and posting it again is safe.
     */
    LedgerOutcome post(LedgerCommand command);

    /** Throws {@link LedgerUnavailableException} where this process cannot post a command of the user now. */
    void requireLeading(UserId user);

    /**
     * Posts many in the background class: waits for room in the queue, where a single command would be refused, and for
     * all. Outcomes in the order of the commands. Throws for all when one has none in time: posting all again is safe.
     */
    List<LedgerOutcome> postAll(List<? extends LedgerCommand> commands, Duration atMost);

    /** Where a day of the daily limit begins. */
    ZoneId dayZone();
}
