package redpacket.notification.share;

import java.util.List;
import redpacket.notification.share.ShareMapper.Delivery;

/**
 * Delivers what waits, in batches, the oldest share first.
 *
 * <p>INVARIANT: a row waits until the transaction that puts its message into the inbox, and a message is there once for a
 * share and a user, whoever else delivers it at the same time. So a stop anywhere loses none and doubles none.
 */
final class FanOut {
    private final Deliveries deliveries;
    private final int batchMax;

    FanOut(Deliveries deliveries, int batchMax) {
        this.deliveries = deliveries;
        this.batchMax = batchMax;
    }

    /** One batch; whether there may be more. */
    boolean deliverSome() {
        List<Delivery> batch = deliveries.oldest(batchMax);
        if (batch.isEmpty()) {
            return false;
        }
        deliveries.deliver(batch);
        return batch.size() == batchMax;
    }
}
