package redpacket.account.post;

/**
 * How many credits go into one transaction: as many as commit within a time, so that a charge which comes meanwhile waits
 * no longer than that. Halved when a transaction took longer, doubled when a full one did not. Of one thread.
 */
final class BatchBound {
    /** Fewer would cost more commits than they save time. */
    private static final int MIN = 32;

    private final int max;
    private final long withinNanos;
    private int bound;

    BatchBound(LedgerSettings settings) {
        this.max = settings.batchCommandsMax();
        this.withinNanos = settings.batchWithin().toNanos();
        this.bound = max;
    }

    int commands() {
        return bound;
    }

    void committed(int commands, long nanos) {
        if (nanos > withinNanos) {
            bound = Math.clamp(Math.min(commands, bound) / 2, Math.min(MIN, max), max);
        } else if (commands >= bound) {
            bound = Math.min(max, bound * 2);
        }
    }
}
