package redpacket.notification.share;

import java.util.List;
import redpacket.notification.share.ShareMapper.Delivery;

/**
 * Delivers the messages of shares in batches, the oldest share first.
 *
 * <p>INVARIANT: the transaction that puts a message into the inbox deletes the row of the pending message, and an inbox
 * has one message for a share. So a stop at any point, or a second delivering process, loses no message and doubles
 * none.
 */
final class FanOut {
    private final Deliveries deliveries;
    private final int batchMax;

    FanOut(Deliveries deliveries, int batchMax) {
        this.deliveries = deliveries;
        this.batchMax = batchMax;
    }

    /** Delivers one batch; true when there may be more. */
    boolean deliverSome() {
        List<Delivery> batch = deliveries.oldest(batchMax);
        if (batch.isEmpty()) {
            return false;
        }
        deliveries.deliver(batch);
        return batch.size() == batchMax;
    }
}
