package redpacket.account.wallet;

import java.time.Duration;
import java.util.List;

/** The promised payouts of one shard. */
interface Payouts {
    /** Pending payouts whose next try is due, no more than this many, the most overdue first. */
    List<Promised> due(int max);

    /** Records a try before it is made. The next one is due after this time. */
    void tried(String withdrawalId, Duration nextAfter);

    /** The provider has paid. Changes only a pending payout. */
    void paid(String withdrawalId);

    /** Age of the oldest pending payout; zero where there is none. */
    Duration oldestPending();

    /** @param tries that were made before */
    record Promised(String withdrawalId, long userId, long amountFen, int tries) {
        /** The provider's id of the payout, the same in every try. */
        String reference() {
            return withdrawalId + "-" + amountFen;
        }
    }
}
